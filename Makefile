.PHONY: demo lab build wheel test test-slow sanitize lint format golden bench clean

# Everything for a fresh machine: the page lands in build/tour.html.
demo:
	@Scripts/demo

# JupyterLab on notebooks/, with the kernel of this clone.
lab:
	@Scripts/lab

build:
	@Scripts/setup system
	swift build -c release --product teff

# The Python package with everything in it, into dist/; some minutes.
wheel:
	@Scripts/setup system
	@Scripts/wheel

# All tests, in release; the last line counts them.
test:
	@Scripts/test

# The same, with the tests that take minutes, and with the sanitizers.
test-slow:
	@TEFF_SLOW=1 Scripts/test
	@Scripts/sanitize

# The tests of kernel, protocol, syntax and engine in debug, watched by the thread and the address
# sanitizer.
sanitize:
	@Scripts/sanitize

lint:
	swift format lint --strict --recursive Package.swift Sources Tests
	@for script in $$(grep -lI '^#!.*bash' Scripts/* .ci/* 2>/dev/null); do bash -n $$script || exit 1; done

format:
	swift format --in-place --recursive Package.swift Sources Tests

# Rewrites Tests/Golden from what the code says now: look at the difference before you commit it.
golden:
	RECORD=1 swift test -c release --disable-xctest
	@git --no-pager diff --stat -- Tests/Golden

# Side by side with ipykernel, pandas and polars, in an environment of its own.
bench:
	@Scripts/bench

clean:
	swift package clean
	rm -rf build
