"""Whether Markov chains have mixed, and how many independent draws theirs are worth."""

import numpy as np

from pv.stats.interval import FloatArray


def split_r_hat(draws: FloatArray) -> FloatArray:
    """Return the potential scale reduction of each quantity, its chains split in halves; near 1 when they agree.

    The square root of total over within-chain variance (Gelman and others 2013, section 11.4). NaN where every draw is
    the same. Shape: draws by chains by quantities in, quantities out.
    """
    halves = _halves(draws)
    length = halves.shape[0]
    within = halves.var(axis=0, ddof=1).mean(axis=0)
    between = length * halves.mean(axis=0).var(axis=0, ddof=1)
    return np.sqrt(_ratio(within * (length - 1) / length + between / length, within))


def effective_sample_size(draws: FloatArray) -> FloatArray:
    """Return the number of independent draws with the same error of the mean, for each quantity.

    Autocorrelations over all chains are summed in pairs while the pairs are positive and made to fall (Geyer 1992;
    Gelman and others 2013, section 11.5). NaN where every draw is the same. Shape: draws by chains by quantities in,
    quantities out.
    """
    halves = _halves(draws)
    length, chains = halves.shape[:2]
    centred = halves - halves.mean(axis=0)
    spectrum = np.fft.rfft(centred, n=2 * length, axis=0)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, n=2 * length, axis=0)[:length].mean(axis=1) / length
    within = halves.var(axis=0, ddof=1).mean(axis=0)
    total = within * (length - 1) / length + halves.mean(axis=0).var(axis=0, ddof=1)
    correlation = 1 - _ratio(within - covariance * length / (length - 1), total)
    correlation[0] = np.where(np.isnan(correlation[0]), np.nan, 1.0)
    pairs = correlation[: length // 2 * 2].reshape(length // 2, 2, -1).sum(axis=1)
    positive = np.minimum.accumulate(np.where(pairs > 0, pairs, 0), axis=0)
    time = np.where(np.isnan(pairs[0]), np.nan, np.maximum(2 * positive.sum(axis=0) - 1, 1 / np.log10(length * chains)))
    return np.asarray(length * chains / time)


def _halves(draws: FloatArray) -> FloatArray:
    length = draws.shape[0] // 2
    return np.concatenate([draws[:length], draws[draws.shape[0] - length :]], axis=1)


def _ratio(over: FloatArray, under: FloatArray) -> FloatArray:
    nan = np.full(np.broadcast_shapes(over.shape, under.shape), np.nan)
    return np.asarray(np.divide(over, under, out=nan, where=np.broadcast_to(under > 0, nan.shape)))
