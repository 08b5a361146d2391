"""Every figure of scenarios/theory/, derived: FILES[file]() gives {metric: value}.

Rule: parameters are written here a second time, on purpose; times in minutes, rates per minute.
"""
from math import exp, gamma, pi

import chains as ch
import formulas as f
from models_more import MORE


def queue(name, rate, service, servers, wait, place=None):
    """What one queue shows: wait, time in system, numbers and how busy its team is."""
    place = place or name
    return {
        f"desk.{name}.wait.mean": wait,
        f"desk.{name}.waiting.mean": rate * wait,
        f"trip.transit_time.mean[demand={name}]": wait + service,
        f"place.{place}.trucks.mean": rate * (wait + service),
        f"staff.{name}.utilisation": rate * service / servers,
    }


def mmc(name, load, service, servers):
    rate = load / service
    return queue(name, rate, service, servers, f.mmc_wait(rate, service, servers))


def mg1(name, load, mean, scv):
    return queue(name, load / mean, mean, 1, f.mg1_wait(load / mean, mean, scv))


def at_the_gate(figures, desk="counter", staff="officers", place="gate"):
    """The figures of a queue 'q' under the names of the small files."""
    names = {
        "desk.q.wait.mean": f"desk.{desk}.wait.mean",
        "desk.q.waiting.mean": f"desk.{desk}.waiting.mean",
        "trip.transit_time.mean[demand=q]": "trip.transit_time.mean",
        "place.q.trucks.mean": f"place.{place}.trucks.mean",
        "staff.q.utilisation": f"staff.{staff}.utilisation",
    }
    return {names.get(metric, metric): value for metric, value in figures.items()}


def of_mmc():
    return {
        **mmc("half", 0.5, 15, 1),
        **mmc("busy", 0.95, 1, 1),
        **mmc("two", 1.6, 10, 2),
        **mmc("five", 4, 20, 5),
        **mmc("ten", 9, 20, 10),
        **mmc("bays", 4, 20, 5),
    }


def lost(name, rate, service, room, servers=None):
    """M/M/c/room, or with no room to wait M/G/c/c: who finds the yard full goes elsewhere."""
    servers = servers or room
    p = ch.birth_death([rate] * room, [min(n, servers) / service for n in range(1, room + 1)])
    return lost_from(name, p, rate, service, servers)


def lost_from(name, p, rate, service, servers):
    entering = rate * (1 - p[-1])
    present = ch.level(p)
    return {
        **queue(name, entering, service, servers, present / entering - service),
        f"yard.{name}.full.share": p[-1],
        f"trip.turned_away.per_day[demand={name}]": 1440 * rate * p[-1],
    }


def of_many():
    return {**mmc("hundred", 95, 20, 100), **lost("thousand", 0.5, 2400, 1000)}


def of_loss():
    return {
        **lost("ten", 0.8, 10, 10),
        **lost("ninety", 4.5, 20, 100),
        **lost("chance", 0.5, 10, 5),
        **lost("clock", 0.5, 10, 5),
        **lost("spread", 0.5, 10, 5),
        **lost("room", 0.6, 5, 10, 3),
        **lost_from("short", ch.constants_with_room(0.3, 3, 5), 0.3, 3, 1),
        "place.free.trucks.mean": 0.5 * 20,
        "place.border.truck_changes.per_day": 720 * f.erlang_b(5, 5),
    }


def of_finite_yard():
    p = at_the_gate(lost("q", 0.09, 10, 5, 1))
    p["yard.gate.full.share"] = p["yard.q.full.share"]
    p["trip.turned_away.per_day"] = p["trip.turned_away.per_day[demand=q]"]
    return p


def mdc(name, load, service, servers):
    chain = ch.queue_of_constants(load / service, service, servers, 100 + 20 * servers)
    present = ch.mean(chain, lambda n: n)
    return queue(name, load / service, service, servers, (present - load) / load * service)


def of_mdc():
    return {**mdc("two", 1.6, 10, 2), **mdc("five", 4, 10, 5), **mdc("ten", 9, 12, 10)}


def of_mg1():
    pert_mean, pert_scv = f.pert_moments(2, 4, 12)
    weibull = 10 * gamma(1.5)  # = 5 sqrt(pi)
    assert abs(weibull - 5 * pi**0.5) < 1e-12
    mean, scv = f.mixture([(0.6, 4, 0), (0.4, 12, 1)])
    wait = f.mg1_wait(0.1, mean, scv)
    return {
        **mg1("erlang_2", 0.8, 6, 1 / 2),
        **mg1("erlang_4", 0.9, 2, 1 / 4),
        **mg1("lognormal", 0.7, 3, 2),
        **mg1("pert", 0.15 * pert_mean, pert_mean, pert_scv),
        **mg1("gamma", 0.6, 5, 2),
        **mg1("hyper", 0.7, 3, 4),
        **mg1("weibull", 0.08 * weibull, weibull, gamma(2) / gamma(1.5) ** 2 - 1),
        "trip.service_time.mean[demand=weibull]": weibull,
        **mg1("uniform", 0.8, 5, 6**2 / 12 / 25),
        **mg1("triangular", 0.8, 5, (2**2 + 2 * 8 + 8**2) / 18 / 25),
        "desk.papers.wait.mean": wait,
        "desk.search.wait.mean": wait,
        "staff.mixed.utilisation": 0.1 * mean,
    }


def of_gim():
    def single(name, gap, transform, service):
        return queue(name, 1 / gap, service, 1, f.gim1(transform, service)[1])

    before = ch.fixed_gaps(6.25, 1 / 10, 2, 150)
    two = sum(p * (n - 1) * 10 / 2 for n, p in before.items() if n >= 2)
    size = 260
    trains = ch.fixed_gaps(360, 1 / 12, 1, size, 20)
    p = [0.0] * (size + 20)
    for n, x in trains.items():
        p[n + 20] = x
    present = ch.level(ch.advance(p, 0.0, 1 / 12, 1, 360)[1]) / 360
    rate = 20 / 360
    return {
        **single("clock", 12.5, lambda s: exp(-12.5 * s), 10),
        **single("erlang", 10, f.gamma_gap(10, 2), 8),
        **single("gamma", 5, f.gamma_gap(5, 0.5), 4),
        **single("uniform", 10, f.uniform_gap(2, 18), 8),
        **single("hyper", 5, f.hyperexponential_gap(5, 4), 3),
        **queue("two", 1 / 6.25, 10, 2, two),
        **queue("trains", rate, 12, 1, present / rate - 12),
    }


def of_priorities():
    urgent, others = f.cobham([(0.03, 10, 1), (0.05, 10, 1)])
    return {
        "desk.counter.wait.mean[demand=urgent]": urgent,
        "desk.counter.wait.mean[demand=others]": others,
        "desk.counter.wait.mean": (3 * urgent + 5 * others) / 8,
    }


def of_preemptive():
    urgent, others = f.preemptive_resume([(0.03, 10, 1), (0.05, 10, 1)])
    return {
        "trip.transit_time.mean[demand=urgent]": urgent,
        "trip.transit_time.mean[demand=others]": others,
        "place.gate.trucks.mean": 0.03 * urgent + 0.05 * others,
    }


def of_classes():
    quick, normal, slow = f.cobham([(4 / 60, 3, 0), (3 / 60, 5, 1), (2 / 60, 10, 0.25)])
    three = f.cobham([(0.09, 10, 1), (0.15, 10, 1)], 3, f.erlang_c(2.4, 3) * 10 / 3)
    pair_urgent = f.mmc_wait(0.08, 10, 2) + 10
    pair = f.mmc_wait(0.16, 10, 2) + 10
    fixed = f.preemptive_resume([(0.03, 10, 0), (0.05, 10, 0)])
    return {
        "desk.quick.wait.mean": quick,
        "desk.normal.wait.mean": normal,
        "desk.slow.wait.mean": slow,
        "desk.three.wait.mean[demand=three_urgent]": three[0],
        "desk.three.wait.mean[demand=three_others]": three[1],
        "trip.transit_time.mean[demand=pair_urgent]": pair_urgent,
        "trip.transit_time.mean[demand=pair_others]": 2 * pair - pair_urgent,
        "place.pair.trucks.mean": 0.16 * pair,
        "trip.transit_time.mean[demand=fixed_urgent]": fixed[0],
        "trip.transit_time.mean[demand=fixed_others]": fixed[1],
    }


def of_batches():
    size = 400

    def moves(n):
        return [(min(n + 3, size), 0.05)] + ([(n - 1, min(n, 2) / 10)] if n else [])

    chain = ch.stationary(0, moves)
    two = ch.mean(chain, lambda n: max(n - 2, 0)) / 0.15
    p = 1 / 2.5
    return {
        **queue("fours", 0.2, 4, 1, f.batch_wait(0.2, 4, 1, 4, 16)),
        **queue("geometric", 0.1875, 4, 1, f.batch_wait(0.1875, 4, 1, 2.5, (2 - p) / p**2)),
        **queue("fixed", 0.16, 5, 1, f.batch_wait(0.16, 5, 0, 4, 16)),
        **queue("two", 0.15, 10, 2, two),
    }


def of_four_desks():
    return {
        "desk.entry.wait.mean": f.mmc_wait(1, 1, 2),
        "staff.entry.utilisation": 1 / 2,
        "staff.papers.utilisation": 6 / 8,
        "staff.search.utilisation": 0.2 * 5 / 3,
        "staff.exit.utilisation": 0.5 / 2,
        "trip.service_time.mean": 1 + 6 + 0.2 * 5 + 0.5,
    }


FILES = {
    "mm1.yaml": lambda: at_the_gate(mmc("q", 0.8, 10, 1)),
    "md1.yaml": lambda: at_the_gate(mg1("q", 0.8, 10, 0)),
    "mmc.yaml": of_mmc,
    "many.yaml": of_many,
    "loss.yaml": of_loss,
    "finite-yard.yaml": of_finite_yard,
    "mdc.yaml": of_mdc,
    "mg1.yaml": of_mg1,
    "gim.yaml": of_gim,
    "priorities.yaml": of_priorities,
    "preemptive.yaml": of_preemptive,
    "classes.yaml": of_classes,
    "batches.yaml": of_batches,
    "four-desk-border.yaml": of_four_desks,
    **MORE,
}
