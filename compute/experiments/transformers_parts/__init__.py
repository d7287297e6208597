"""The parts of the experiment `transformers`; they import torch and transformers, so only a run imports them."""
