"""The process of a run that knows the sample experiment too."""

import sys

from compute import experiments
from compute.experiments import child
from tests.support.sample_experiment import EXPERIMENT

experiments.EXPERIMENTS = (*experiments.EXPERIMENTS, EXPERIMENT)

if __name__ == "__main__":
    sys.exit(child.main(sys.argv[1:]))
