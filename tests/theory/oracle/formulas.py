"""Closed forms of queueing theory: Erlang, Pollaczek-Khinchine, GI/M/1, Cobham, patience, breakdowns.

Rule: times are in minutes, rates per minute, and every function names the book or paper it follows.
"""
from math import exp, factorial, sqrt


def erlang_b(load, servers):
    """Share of arrivals that find all servers taken (Erlang 1917), by its recursion."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(load, servers):
    """Share of arrivals that wait in M/M/c (Erlang 1917)."""
    blocked = erlang_b(load, servers)
    return blocked / (1 - load / servers * (1 - blocked))


def mmc_wait(rate, service, servers):
    return erlang_c(rate * service, servers) / (servers / service - rate)


def mg1_wait(rate, mean, scv):
    """Pollaczek-Khinchine; scv: the squared coefficient of variation of service."""
    return rate * mean * mean * (1 + scv) / (2 * (1 - rate * mean))


def mixture(parts):
    """Mean and scv of a law that is (mean, scv) with this weight."""
    total = sum(w for w, _, _ in parts)
    mean = sum(w * m for w, m, _ in parts) / total
    second = sum(w * m * m * (1 + c) for w, m, c in parts) / total
    return mean, second / mean**2 - 1


def pert_moments(low, mode, high):
    mean = (low + 4 * mode + high) / 6
    return mean, (mean - low) * (high - mean) / 7 / mean**2


def gim1(gap_transform, service):
    """(P(wait), mean wait) of GI/M/1; gap_transform(s) = E[exp(-s gap)]; sigma by its fixed point."""
    sigma = 0.0  # from below, to the smallest root
    for _ in range(2000):
        sigma = gap_transform((1 - sigma) / service)
    return sigma, sigma * service / (1 - sigma)


def gamma_gap(mean, shape):
    return lambda s: (1 + s * mean / shape) ** -shape


def uniform_gap(low, high):
    return lambda s: (exp(-s * low) - exp(-s * high)) / (s * (high - low))


def hyperexponential_gap(mean, scv):
    p = (1 + sqrt((scv - 1) / (scv + 1))) / 2
    return lambda s: sum(q / (1 + s * mean / (2 * q)) for q in (p, 1 - p))


def cobham(classes, servers=1, delay=None):
    """Mean wait of each class, the most urgent first, nobody interrupted (Cobham 1954).

    classes: (rate, mean, scv). With several servers, one exponential law for all and `delay` = C / (c mu).
    """
    left = delay if delay is not None else sum(r * m * m * (1 + c) / 2 for r, m, c in classes)
    waits, used = [], 0.0
    for rate, mean, _ in classes:
        before, used = used, used + rate * mean / servers
        waits.append(left / ((1 - before) * (1 - used)))
    return waits


def preemptive_resume(classes):
    """Mean time in system of each class of M/G/1, the most urgent first (White and Christie 1958)."""
    times, used, left = [], 0.0, 0.0
    for rate, mean, scv in classes:
        before, used = used, used + rate * mean
        left += rate * mean * mean * (1 + scv) / 2
        times.append(mean / (1 - before) + left / ((1 - before) * (1 - used)))
    return times


def batch_wait(rate, mean, scv, size_mean, size_second):
    """Mean wait in M^[X]/G/1; `rate` of single trucks (Chaudhry and Templeton 1983, chapter 3)."""
    batches = rate / size_mean
    work_variance = size_mean * scv * mean**2 + (size_second - size_mean**2) * mean**2
    work_second = work_variance + (size_mean * mean) ** 2
    before_batch = batches * work_second / (2 * (1 - rate * mean))
    return before_batch + mean * (size_second / size_mean - 1) / 2


def patience(rate, service, servers, stays, longest):
    """(share that gives up, mean wait of all) of M/M/c+G (Baccelli and Hebuterne 1981).

    stays(x) = P(patience > x); the density of the offered wait at x is proportional to
    exp(rate * integral of stays - c mu x). Integrated up to `longest` by Simpson's rule.
    """
    drain = servers / service
    load = rate * service
    steps = 40000
    h = longest / steps
    density, inner = [], 0.0
    for i in range(steps + 1):
        x = i * h
        if i:  # Simpson on the cell for the integral of stays
            inner += h / 6 * (stays(x - h) + 4 * stays(x - h / 2) + stays(x))
        density.append(exp(rate * inner - drain * x))

    def integral(f):
        total = f[0] + f[-1] + 4 * sum(f[1:-1:2]) + 2 * sum(f[2:-1:2])
        return total * h / 3

    idle = [load**j / factorial(j) for j in range(servers)]
    mass = rate * idle[-1]
    # Beyond `longest` nobody stays and the density falls like exp(-drain x).
    beyond = mass * density[-1] / drain
    gone = [1 - stays(i * h) for i in range(steps + 1)]
    whole = sum(idle) + mass * integral(density) + beyond
    given_up = (mass * integral([d * g for d, g in zip(density, gone)]) + beyond) / whole
    # All wait min(offered, patience): the mean is the integral of P(offered > x) P(patience > x).
    tail, above = [0.0] * (steps + 1), beyond
    for i in range(steps, -1, -1):
        tail[i] = above
        if i:
            above += mass * h / 2 * (density[i] + density[i - 1])
    wait = integral([t * (1 - g) for t, g in zip(tail, gone)]) / whole
    return given_up, wait


def fixed_patience(rate, service, servers, limit):
    """The same for a patience of exactly `limit` (Barrer 1957), in closed form."""
    drain = servers / service
    load = rate * service
    idle = [load**j / factorial(j) for j in range(servers)]
    mass, slope = rate * idle[-1], drain - rate
    fall = exp(-slope * limit)
    inside = mass * (1 - fall) / slope
    beyond = mass * fall / drain
    whole = sum(idle) + inside + beyond
    first = mass * ((1 - fall) / slope**2 - limit * fall / slope)
    return beyond / whole, (first + limit * beyond) / whole


def white_christie(rate, mu, fails, repairs):
    """Mean number in M/M/1 whose server fails, idle or not (White and Christie 1958)."""
    both = fails + repairs
    return rate * (both**2 + fails * mu) / (both * (repairs * mu - rate * both))


def completion_resumed(mean, scv, fails, repair):
    """Two moments of the time from start to end of a service that goes on after repairs of mean `repair`."""
    slow = 1 + fails * repair
    return mean * slow, mean * mean * (1 + scv) * slow**2 + fails * mean * 2 * repair**2


def completion_restarted(service, fails, repair):
    """The same for a fixed service that begins again after a repair (Gaver 1962); and the lost work."""
    ends = exp(-fails * service)
    q = 1 - ends
    lost = 1 / fails - service * ends / q
    lost_second = 2 / fails**2 - (service**2 + 2 * service / fails) * ends / q
    times, times_variance = q / ends, q / ends**2
    cycle = lost + repair
    cycle_variance = lost_second - lost**2 + repair**2
    mean = service + times * cycle
    return mean, times * cycle_variance + times_variance * cycle**2 + mean**2, service + times * lost


def exceptional_first(rate, mean, second, fails, repair):
    """Mean wait when who finds nobody may find the server down (Welch 1964)."""
    down = fails / (rate + fails + 1 / repair)  # the server was up when it fell idle
    delay, delay_second = down * repair, down * 2 * repair**2
    return rate * second / (2 * (1 - rate * mean)) + (2 * delay + rate * delay_second) / (
        2 * (1 + rate * delay)
    )


def closed(customers, stations):
    """[mean number, throughput] of each station of a closed network (Gordon and Newell 1967).

    stations: (mean service, servers), exponential; without servers everybody is served at once, by any law.
    The constant of normalisation by convolution (Buzen 1973); the figures by marginal probabilities.
    """
    weights = []
    for mean, servers in stations:
        w = [1.0]
        for n in range(1, customers + 1):
            w.append(w[-1] * mean / min(n, servers or n))
        weights.append(w)

    def convolved(parts):
        total = [1.0] + [0.0] * customers
        for w in parts:
            total = [sum(total[k] * w[n - k] for k in range(n + 1)) for n in range(customers + 1)]
        return total

    whole = convolved(weights)
    through = whole[customers - 1] / whole[customers]
    present = []
    for i, w in enumerate(weights):
        others = convolved(weights[:i] + weights[i + 1 :])
        present.append(sum(n * w[n] * others[customers - n] for n in range(customers + 1)) / whole[customers])
    return present, through
