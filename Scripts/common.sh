# What the scripts share; sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
venv=$root/.venv
requirements=$root/Scripts/requirements

say() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# make_venv FOLDER PYTHON NAME: an environment with the packages of NAME.txt; does nothing when
# the list has not changed since the last run. Of NAME.alone.txt only the packages themselves come:
# their C libraries are used, and nothing of their Python.
make_venv() {
  local folder=$1 python=$2 name=$3 stamp wanted
  stamp=$folder/.installed-$name
  wanted=$(cd "$requirements" && cat -- *.txt | cksum)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x "$folder/bin/python" ]; then
    return
  fi
  if ! "$folder/bin/python" -c '' 2>/dev/null; then
    say "making ${folder#"$root"/}"
    "$python" -m venv --clear "$folder"
  fi
  say "installing $name packages into ${folder#"$root"/}"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements/$name.txt"
  if [ -f "$requirements/$name.alone.txt" ]; then
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
      -r "$requirements/$name.alone.txt"
  fi
  printf '%s' "$wanted" > "$stamp"
}

build_teff() {
  say "building teff (release)"
  swift build -c release --product teff
}

# The kernel of this clone in its environment, with highlighting, lexer and papermill's translator
# as the package brings them; these are installed again only when they have changed.
install_kernel() {
  local package stamp=$venv/.installed-front-ends wanted
  "$root/.build/release/teff" install --prefix "$venv"
  package=$(Scripts/wheel --front-ends --into "$root/build/wheels")
  wanted=$(cksum < "$package")
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return
  fi
  say "installing the highlighting"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
    --force-reinstall "$package"
  printf '%s' "$wanted" > "$stamp"
}
