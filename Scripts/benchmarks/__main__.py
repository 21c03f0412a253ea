"""Times Teff beside its peers: in turns, in one run, on one machine.

usage: python Scripts/benchmarks [PAGE [SECTION…]]   prints tables of medians and ratios; PAGE is written
with them. SECTION is one of kernel, input, rfm, explore, segmentation, recommendation, forecasting: only
these are measured, and the others stay on the page as they are.

TEFF_DATA names the folder of the real data sets; without it, what needs them is left out and no page
is written.
"""
import os
import sys
from pathlib import Path

import explore
import forecasting
import input
import kernel
import recommendation
import rfm
import segmentation
import tables


SECTIONS = [kernel, input, rfm, explore, segmentation, recommendation, forecasting]
WITHOUT_DATA = [kernel, input]


def main():
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    data = os.environ.get("TEFF_DATA")
    chosen = [s for s in SECTIONS if s.__name__ in sys.argv[2:] or len(sys.argv) < 3]
    print(tables.versions(), tables.processor(), sep="\n")
    sections = []
    for module in chosen:
        if module in WITHOUT_DATA:
            sections.append(module.section())
        elif data:
            sections.append(module.section(data))
        else:
            print(f"\n{module.__name__} was left out: TEFF_DATA names no folder")
            continue
        for table in sections[-1][2]:
            print("", *table.lines(), sep="\n", flush=True)
    if data and page:
        tables.write(page, sections)
        print(f"\nwritten: {page}")


main()
