"""`python -m nlp.training DATA SILVER HELD TARGET [SECONDS]`: make the recogniser."""

import sys
from pathlib import Path

from nlp.training.train import read_held, train

if __name__ == "__main__":
    data, silver, held, target = map(Path, sys.argv[1:5])
    train(data, silver, read_held(held), target, float(sys.argv[5]) if len(sys.argv) > 5 else 3600.0)
