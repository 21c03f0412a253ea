"""Times Teff beside its peers: in turns, in one run, on one machine.

usage: python Scripts/benchmarks [PAGE]   prints tables of medians and ratios; PAGE is written with them

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


def main():
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    data = os.environ.get("TEFF_DATA")
    print(tables.versions(), tables.processor(), sep="\n")
    sections = []
    real = [lambda: rfm.section(data), lambda: explore.section(data),
            lambda: segmentation.section(data), lambda: recommendation.section(data),
            lambda: forecasting.section(data)] if data else []
    for section in [kernel.section, input.section] + real:
        sections.append(section())
        for table in sections[-1][2]:
            print("", *table.lines(), sep="\n", flush=True)
    if not data:
        print("\nRFM, profiles, clusters and forecasts were left out: TEFF_DATA names no folder")
    elif page:
        tables.write(page, sections)
        print(f"\nwritten: {page}")


main()
