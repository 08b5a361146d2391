"""Markov chains, solved: by elimination for the long run, by uniformisation for what changes with the hour.

Rule: truncated so high that what is cut off is below 1e-12; times in minutes.
"""
from math import exp, log


def stationary(first, moves):
    """{state: probability} of the chain reached from `first`; moves(state) gives (state, rate or probability).

    Elimination without subtractions: Grassmann, Taksar and Heyman 1985, "Regenerative analysis and steady
    state distributions for Markov chains".
    """
    order, index, rows = [first], {first: 0}, []
    for state in order:
        row = {}
        for target, rate in moves(state):
            if rate <= 0:
                continue
            if target not in index:
                index[target] = len(order)
                order.append(target)
            if target != state:
                row[index[target]] = row.get(index[target], 0.0) + rate
        rows.append(row)
    into = [set() for _ in order]
    for i, row in enumerate(rows):
        for j in row:
            into[j].add(i)
    for k in range(len(order) - 1, 0, -1):
        down = [(j, r) for j, r in rows[k].items() if j < k]
        total = sum(r for _, r in down)
        for i in into[k]:
            if i >= k:
                continue
            share = rows[i][k] = rows[i][k] / total
            for j, r in down:
                if j != i:
                    rows[i][j] = rows[i].get(j, 0.0) + share * r
                    into[j].add(i)
    weight = [1.0] + [0.0] * (len(order) - 1)
    for k in range(1, len(order)):
        weight[k] = sum(weight[i] * rows[i][k] for i in into[k] if i < k)
    total = sum(weight)
    return {state: weight[i] / total for i, state in enumerate(order)}


def mean(distribution, value):
    return sum(p * value(state) for state, p in distribution.items())


def poisson(m, terms):
    """P(0), P(1) … of the Poisson law; by logarithms, so that a large mean does not underflow."""
    out, log_p = [], -m
    for k in range(terms):
        out.append(exp(log_p) if log_p > -745 else 0.0)
        log_p += log(m) - log(k + 1) if m > 0 else -1e9
    return out


def advance(p, rate, mu, servers, time):
    """M/M/c over `time` from the distribution p: (distribution at the end, integral of the distribution).

    Uniformisation (Grassmann 1977, "Transient solutions in Markovian queueing systems").
    """
    size = len(p)
    clock = rate + servers * mu
    terms = int(clock * time + 12 * (clock * time) ** 0.5 + 40)
    weights = poisson(clock * time, terms)
    up = [rate / clock] * (size - 1) + [0.0]
    down = [min(n, servers) * mu / clock for n in range(size)]
    stay = [1 - u - d for u, d in zip(up, down)]
    v, end, area = list(p), [0.0] * size, [0.0] * size
    left = 1.0
    for w in weights:
        left -= w
        share = max(left, 0.0) / clock
        for n in range(size):
            end[n] += w * v[n]
            area[n] += share * v[n]
        v = [
            (v[n - 1] * up[n - 1] if n else 0.0)
            + v[n] * stay[n]
            + (v[n + 1] * down[n + 1] if n + 1 < size else 0.0)
            for n in range(size)
        ]
    return end, area


def level(p):
    return sum(n * x for n, x in enumerate(p))


def with_arrivals(p, m):
    """p and, independent of it, Poisson arrivals of mean m on top."""
    law = poisson(m, len(p))
    out = [0.0] * len(p)
    for n, x in enumerate(p):
        if x > 1e-18:
            for k in range(len(p) - n):
                out[n + k] += x * law[k]
    return out


def settled(day, size):
    """The distribution at the start of a day that returns: day(p) -> (p a day later, what it saw)."""
    p = [1.0] + [0.0] * (size - 1)
    for _ in range(400):
        after, seen = day(p)
        if sum(abs(a - b) for a, b in zip(after, p)) < 1e-12:
            return seen
        p = after
    raise RuntimeError("no settled day")


def queue_of_constants(rate, service, servers, size):
    """M/D/c: the number one service later is what was beyond the servers and the arrivals (Crommelin 1932)."""
    law = poisson(rate * service, size)

    def moves(n):
        left = max(n - servers, 0)
        return [(left + k, law[k]) for k in range(size - left) if law[k] > 1e-18]

    return stationary(0, moves)


def fixed_gaps(gap, mu, servers, size, together=1):
    """What an arrival finds when `together` come every `gap`: D^[k]/M/c."""
    rows = {}

    def moves(n):
        n = min(n + together, size - 1)
        if n not in rows:
            start = [0.0] * (n + 1)
            start[n] = 1.0
            end, _ = advance(start, 0.0, mu, servers, gap)
            rows[n] = [(k, x) for k, x in enumerate(end) if x > 1e-18]
        return rows[n]

    return stationary(0, moves)


def constants_with_room(rate, service, room):
    """P(n) in M/D/1/room, from what departures leave behind (Gross and others, section on M/G/1/K)."""
    law = poisson(rate * service, room + 1)

    def moves(n):
        left = max(n - 1, 0)
        row = [(left + k, law[k]) for k in range(room - 1 - left)]
        return row + [(room - 1, 1 - sum(x for _, x in row))]

    behind = stationary(0, moves)
    scale = behind[0] + rate * service
    return [behind[n] / scale for n in range(room)] + [1 - 1 / scale]


def birth_death(ups, downs):
    p = [1.0]
    for up, down in zip(ups, downs):
        p.append(p[-1] * up / down)
        if p[-1] > 1e200:
            p = [x / p[-1] for x in p]
    total = sum(p)
    return [x / total for x in p]


def bulk_service(mean_arrivals, capacity, size):
    """What a ship leaves behind that takes at most `capacity`, at its departures (Chaudhry and Templeton 1983)."""
    law = poisson(mean_arrivals, size)

    def moves(n):
        row = [0.0] * size
        for k in range(size - n):
            row[max(n + k - capacity, 0)] += law[k]
        return [(left, p) for left, p in enumerate(row) if p > 1e-18]

    return stationary(0, moves)
