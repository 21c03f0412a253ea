"""`teff` on the command line: starts the program that came with the kernel."""
import os
import sys
from importlib.metadata import files


def main():
    for file in files("teff") or []:
        if file.parts[-2:] == ("bin", "teff") and "kernels" in file.parts:
            program = str(file.locate().resolve())
            os.execv(program, [program, *sys.argv[1:]])
    sys.exit("teff: the program is missing; install the package again")
