"""Recomputes log-likelihoods from the files of `suss distribution` and compares them with `suss compare --json`.

usage: recompute_log_likelihood.py REFERENCE_FOLDER IMAGE_FOLDER COMPARISON.json

The factor L is written out as a dense matrix from its definition (core/gaussian/structured_gaussian.h):

    L_ii = exp(a_i),   L_ji = exp(a_i) b_ik   for j the k-th later neighbour of i

and the density evaluated through the precision matrix L L^T: a determinant and a quadratic form, in double
precision. Nothing of the program is used but its files. The image's planes come from its own folder.
"""

import json
import pathlib
import sys

import numpy

TOLERANCE = 1e-4  # relative: the files hold float32


def load(folder, component, kind):
    return numpy.load(folder / f"{component}.{kind}.npy").astype(numpy.float64)


def dense_factor(log_diagonal, coefficients, offsets):
    height, width, channels = log_diagonal.shape
    index = numpy.arange(log_diagonal.size).reshape(log_diagonal.shape)
    factor = numpy.zeros((log_diagonal.size, log_diagonal.size))
    for y in range(height):
        for x in range(width):
            for c in range(channels):
                diagonal = numpy.exp(log_diagonal[y, x, c])
                factor[index[y, x, c], index[y, x, c]] = diagonal
                for k, (dy, dx, from_channel, to_channel) in enumerate(offsets):
                    b = coefficients[y, x, c, k]
                    inside = y + dy < height and 0 <= x + dx < width
                    if from_channel != c or not inside:
                        assert b == 0, "a slot that does not exist must hold zero"
                        continue
                    factor[index[y + dy, x + dx, to_channel], index[y, x, c]] = diagonal * b
    assert numpy.array_equal(factor, numpy.tril(factor)), "every neighbour must come later"
    return factor


def main():
    reference, image = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    comparison = json.loads(pathlib.Path(sys.argv[3]).read_text())["comparisons"][0]
    description = json.loads((reference / "distribution.json").read_text())
    worst = 0.0
    for component, reported in zip(description["components"], comparison["components"], strict=True):
        name = component["name"]
        assert name == reported["name"]
        mean, log_diagonal = load(reference, name, "mean"), load(reference, name, "log_diagonal")
        coefficients = load(reference, name, "coefficients")
        assert list(mean.shape) == component["shape"] == list(log_diagonal.shape)
        assert list(coefficients.shape) == component["shape"] + [len(component["offsets"])]
        assert mean.size == reported["variables"] and component["weight"] == reported["weight"]

        factor = dense_factor(log_diagonal, coefficients, component["offsets"])
        precision = factor @ factor.T
        sign, log_determinant = numpy.linalg.slogdet(precision)
        assert sign == 1
        for folder, key in ((image, "log_likelihood"), (reference, "log_likelihood_of_reference")):
            deviation = (load(folder, name, "planes") - mean).ravel()
            squared = deviation @ precision @ deviation
            expected = 0.5 * (log_determinant - squared - mean.size * numpy.log(2 * numpy.pi))
            errors = [abs(reported[key] - expected) / max(1.0, abs(expected))]
            if key == "log_likelihood":
                errors.append(abs(reported["mahalanobis_squared"] - squared) / squared)
            print(f"{name} {key}: reported {reported[key]:.9g}, recomputed {expected:.9g}")
            worst = max(worst, *errors)
    print(f"largest relative error {worst:.3g}")
    return 0 if worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
