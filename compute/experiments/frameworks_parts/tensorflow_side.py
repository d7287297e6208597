"""The model in TensorFlow with Keras. What the page shows as its code is this file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

NAME, VERSION = "TensorFlow", tf.__version__
layers = tf.keras.layers


class Side:
    """A model with its optimizer; `settings` as `side.main` reads them."""

    def __init__(self, weights: Mapping[str, np.ndarray], settings: Mapping[str, Any]) -> None:
        tf.config.threading.set_intra_op_parallelism_threads(settings["threads"])
        tf.config.threading.set_inter_op_parallelism_threads(1)
        tf.config.experimental.enable_op_determinism()
        tf.keras.utils.set_random_seed(settings["seed"])
        self.model = self.build(weights)
        self.load(weights)
        rate, adam = settings["learning_rate"], settings["optimizer"] == "adam"
        self.optimizer = (
            tf.keras.optimizers.Adam(rate, epsilon=1e-7) if adam else tf.keras.optimizers.SGD(rate, momentum=0.9)
        )
        self.loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        graph = settings["tensorflow_mode"] == "graph"
        self.update = tf.function(self._update) if graph else self._update
        self.forward = tf.function(self.model) if graph else self.model

    def build(self, weights: Mapping[str, np.ndarray]) -> Any:
        hidden, last = weights["hidden.bias"].size, weights["last.bias"].size
        if "filters.weight" in weights:
            first = [
                layers.Input((8, 8, 1)),
                layers.Conv2D(weights["filters.bias"].size, 3, padding="same", activation="relu", name="filters"),
                layers.MaxPooling2D(2),
                layers.Flatten(),
            ]
        else:
            columns = weights["first.weight"].shape[0]
            first = [layers.Input((columns,)), layers.Dense(hidden, activation="relu", name="first")]
        both = [layers.Dense(hidden, activation="relu", name="hidden"), layers.Dense(last, name="last")]
        return tf.keras.Sequential([*first, *both])

    def _update(self, rows: Any, classes: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = self.loss(classes, self.model(rows, training=True))
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables, strict=True))
        return loss

    def step(self, x: np.ndarray, y: np.ndarray) -> float:
        return float(self.update(tf.constant(x), tf.constant(y)))

    def logits(self, x: np.ndarray) -> np.ndarray:
        found: np.ndarray = self.forward(tf.constant(x)).numpy()
        return found

    def load(self, weights: Mapping[str, np.ndarray]) -> None:
        for name in dict.fromkeys(one.split(".")[0] for one in weights):
            self.model.get_layer(name).set_weights([weights[f"{name}.weight"], weights[f"{name}.bias"]])

    def weights(self) -> dict[str, np.ndarray]:
        found = {}
        for layer in self.model.layers:
            if layer.weights:
                found[f"{layer.name}.weight"], found[f"{layer.name}.bias"] = layer.get_weights()
        return found

    def save(self, folder: Path, _x: np.ndarray) -> dict[str, str]:
        self.model.save_weights(folder / "tensorflow.weights.h5")
        self.model.save(folder / "tensorflow.keras")
        saved = folder / "saved_model"
        self.model.export(saved, verbose=False)
        shutil.make_archive(str(folder / "tensorflow_saved_model"), "zip", saved)
        return {
            "tensorflow.weights.h5": "weights, no code",
            "tensorflow.keras": "weights, layers and optimizer",
            "tensorflow_saved_model.zip": "weights and graph (SavedModel)",
        }
