"""The files whose queues need a chain: patience, breakdowns, networks, blocking, nights, empty beginnings, depots.

Rule: as in models.py; times in minutes, rates per minute.
"""
from math import exp

import chains as ch
import formulas as f


def erlang_a(name, rate, service, servers, patience):
    """M/M/c+M as a birth-death chain (Palm; Garnett, Mandelbaum and Reiman 2002)."""
    size = 400
    downs = [min(n, servers) / service + max(n - servers, 0) / patience for n in range(1, size + 1)]
    p = ch.birth_death([rate] * size, downs)
    waiting = sum(max(n - servers, 0) * x for n, x in enumerate(p))
    gone = waiting / patience
    return {
        f"trip.given_up.per_day[demand={name}]": 1440 * gone,
        f"desk.{name}.wait.mean": waiting / rate,
        f"place.{name}.trucks.mean": ch.level(p),
        f"staff.{name}.utilisation": (rate - gone) * service / servers,
    }


def impatient(name, rate, share_and_wait):
    share, wait = share_and_wait
    return {f"trip.given_up.per_day[demand={name}]": 1440 * rate * share, f"desk.{name}.wait.mean": wait}


def of_abandonment():
    return {
        **erlang_a("one", 0.1, 10, 1, 20),
        **erlang_a("five", 0.5, 10, 5, 10),
        **erlang_a("over", 40 / 60, 10, 5, 15),
        **impatient("exact", 0.09, f.fixed_patience(0.09, 10, 1, 20)),
        **impatient("spread", 0.3, f.patience(0.3, 10, 3, lambda x: max(1 - x / 30, 0.0), 30)),
        **erlang_a("yard", 0.1, 10, 1, 20),
    }


def of_breakdowns():
    fails, repair, rate = 1 / 100, 20, 0.12
    one = f.white_christie(rate, 1 / 5, fails, 1 / repair)
    mean, second = f.completion_resumed(5, 0, fails, repair)
    fixed = f.exceptional_first(rate, mean, second, fails, repair)
    again_mean, again_second, again_held = f.completion_restarted(10, 1 / 50, 10)
    size = 500

    def moves(state):
        trucks, up = state
        return [
            ((trucks + 1, up), 0.2 if trucks < size else 0),
            ((trucks - 1, up), min(trucks, up) / 5),
            ((trucks, up - 1), up / 60),
            ((trucks, up + 1), (2 - up) / 20),
        ]

    two = ch.mean(ch.stationary((0, 2), moves), lambda s: s[0])
    return {
        "place.one.trucks.mean": one,
        "trip.transit_time.mean[demand=one]": one / rate,
        "staff.one.down.mean": 20 / 120,
        "staff.one.utilisation": rate * 5 / (100 / 120),
        "place.two.trucks.mean": two,
        "trip.transit_time.mean[demand=two]": two / 0.2,
        "staff.two.down.mean": 2 * 20 / 80,
        "desk.fixed.wait.mean": fixed,
        "desk.fixed.service.mean": mean,
        "place.fixed.trucks.mean": rate * (fixed + mean),
        "desk.again.wait.mean": f.exceptional_first(0.05, again_mean, again_second, 1 / 50, 10),
        "desk.again.service.mean": again_mean,
        "staff.again.utilisation": 0.05 * again_held / (50 / 60),
    }


def of_networks():
    counters = {
        "first": (0.06, 10, 1),
        "second": (0.06, 12.5, 1),
        "third": (0.06, 25, 2),
        "north": (0.07, 10, 1),
        "south": (0.06, 25, 2),
        "joint": (0.13, 12, 2),
        "entry": (0.15, 5, 1),
        "search": (0.045, 15, 1),
        "exit": (0.15, 4, 1),
        "lab": (0.075, 10, 1),
        "hall": (0.0375, 40, 3),
        "papers": (0.125, 6, 1),  # one officer meets every truck twice
    }
    wait = {name: f.mmc_wait(*c) for name, c in counters.items()}
    time = {name: wait[name] + c[1] for name, c in counters.items()}
    line = time["first"] + time["second"] + time["third"]
    sampled = 0.15 * (time["entry"] + time["exit"]) + 0.045 * time["search"]
    return {
        **{f"desk.{name}.wait.mean": w for name, w in wait.items()},
        "trip.transit_time.mean[demand=line]": line,
        "place.line.trucks.mean": 0.06 * line,
        "trip.transit_time.mean[demand=north]": time["north"] + time["joint"],
        "trip.transit_time.mean[demand=south]": time["south"] + time["joint"],
        "place.sampled.trucks.mean": sampled,
        "place.lab.trucks.mean": 0.075 * time["lab"],
        "place.hall.trucks.mean": 0.0375 * time["hall"],
        "trip.transit_time.mean[demand=lab]": 2 * time["lab"] + time["hall"],
        "desk.stamp.wait.mean": wait["papers"],
        "place.shared.trucks.mean": 0.125 * time["papers"],
    }


def of_returns():
    wait = f.mmc_wait(0.4, 4, 2)
    return {
        "desk.counter.wait.mean": wait,
        "desk.counter.wait.mean[leg=back]": wait,
        "place.gate.trucks.mean": 0.4 * (wait + 4),
        "trip.transit_time.mean": wait + 4 + 120,
        "trip.transit_time.mean[leg=out]": wait + 4 + 120,
        "trip.driving_time.mean": 120.0,
        "staff.officers.utilisation": 0.8,
    }


def blocked_row(rate, first, second, room, size=400):
    """Two counters, room for `room` at the second; (n at the first, m at the second, blocked or not)."""

    def moves(state):
        n, m, blocked = state
        out = [((n + 1, m, blocked), rate if n < size else 0)]
        if n and not blocked:
            out.append(((n - 1, m + 1, False) if m < room else (n - 1, m, True), 1 / first))
        if m:
            out.append(((n, m, False) if blocked else (n, m - 1, False), 1 / second))
        return out

    chain = ch.stationary((0, 0, False), moves)
    before = ch.mean(chain, lambda s: s[0])
    behind = ch.mean(chain, lambda s: s[1] + s[2])
    blocked = ch.mean(chain, lambda s: s[2])
    return {
        "trip.transit_time.mean[demand=row]": (before + behind) / rate,
        "trip.space_time.mean[demand=row]": blocked / rate,
        "place.first.trucks.mean": before,
        "place.second.trucks.mean": behind,
        "staff.first.busy.mean": rate * first + blocked,
        "staff.second.utilisation": rate * second,
        "staff.second.busy.mean": rate * second,
    }


def of_tandem():
    return {metric.replace("[demand=row]", ""): v for metric, v in blocked_row(0.05, 10, 10, 1).items()}


def two_yards(rate, first, second, room_1, room_2):
    """(not yet done at the first, done and without room ahead, at the second); the first turns away."""

    def moves(state):
        n, done, m = state
        out = [((n + 1, done, m), rate if n + done < room_1 else 0)]
        if n:
            out.append(((n - 1, done, m + 1) if m < room_2 else (n - 1, done + 1, m), 1 / first))
        if m:
            out.append(((n, done - 1, m) if done else (n, done, m - 1), 1 / second))
        return out

    chain = ch.stationary((0, 0, 0), moves)
    full = ch.mean(chain, lambda s: s[0] + s[1] == room_1)
    return {
        "yard.inner.full.share": full,
        "yard.inner.occupied.mean": ch.mean(chain, lambda s: s[0] + s[1]),
        "yard.outer.full.share": ch.mean(chain, lambda s: s[2] == room_2),
        "trip.turned_away.per_day[demand=line]": 1440 * rate * full,
        "trip.transit_time.mean[demand=line]": ch.mean(chain, sum) / (rate * (1 - full)),
        "place.inner.trucks.mean": ch.mean(chain, lambda s: s[0]),
        "place.outer.trucks.mean": ch.mean(chain, lambda s: s[1] + s[2]),
    }


def of_blocking():
    rate, load = 0.32, 0.8
    before = load**4 / (1 - load)  # those beyond the yard's three: sum of P(more than n), n from 3
    present = load / (1 - load)
    return {
        **blocked_row(8 / 60, 4.5, 5, 3),
        "trip.transit_time.mean[demand=small]": present / rate,
        "yard.small.wait.mean": before / rate,
        "desk.small.wait.mean": (present - load - before) / rate,
        "yard.small.full.share": load**3,
        "yard.small.occupied.mean": present - before,
        **two_yards(0.16, 5, 6, 3, 2),
    }


def closed_nights(finish):
    """Open 12 h, closed 12 h, 5 trucks an hour, 12 an hour served while open; whether the last is finished."""
    rate, mu, half, size = 5 / 60, 12 / 60, 720, 240

    def day(p):
        evening, area = ch.advance(p, rate, mu, 1, half)
        busy = 1 - evening[0]
        held = ch.level(evening) * half + rate * half * half / 2
        if finish:  # the one in hand is gone after its service, long before morning
            held -= busy * (half - 1 / mu)
            evening = [evening[0] + evening[1]] + evening[2:] + [0.0]
        return ch.with_arrivals(evening, rate * half), ((ch.level(area) + held) / (2 * half), busy)

    present, busy = ch.settled(day, size)
    served_a_day = rate * 2 * half
    return present, busy, busy / served_a_day * half


def of_night():
    rate = 5 / 60
    suspended, _, pause = closed_nights(False)
    finished, late, _ = closed_nights(True)
    half, size = 720, 200

    def gate(p):
        evening, area = ch.advance(p, 4 / 60, 6 / 60, 1, half)
        inside, night = ch.advance(evening, 0.0, 6 / 60, 1, half)
        inside_mean = (ch.level(area) + ch.level(night)) / (2 * half)
        return ch.with_arrivals(inside, 4 / 60 * half), inside_mean

    inside = ch.settled(gate, size)

    def rush(p):
        evening, area = ch.advance(p, 6 / 60, 5 / 60, 1, half)
        morning, night = ch.advance(evening, 2 / 60, 5 / 60, 1, half)
        return morning, (ch.level(area) + ch.level(night)) / (2 * half)

    present = ch.settled(rush, 250)
    return {
        "place.suspended.trucks.mean": suspended,
        "trip.transit_time.mean[demand=suspended]": suspended / rate,
        "desk.suspended.service.mean": 5 + pause,
        "desk.suspended.wait.mean": suspended / rate - 5 - pause,
        "staff.suspended.utilisation": 10 / 12,
        "place.finished.trucks.mean": finished,
        "trip.transit_time.mean[demand=finished]": finished / rate,
        "staff.finished.utilisation": 600 / (720 + 5 * late),
        "place.gate.trucks.mean": inside + 4 / 60 * 180,
        "trip.closed_time.mean[demand=gate]": 180.0,
        "desk.gate.wait.mean": inside / (4 / 60) - 10,
        "place.rush.trucks.mean": present,
        "desk.rush.wait.mean": present / (4 / 60) - 12,
        "staff.rush.utilisation": 0.8,
    }


def of_empty():
    hours = 720

    def seen(rate, mu, servers, size):
        return ch.advance([1.0] + [0.0] * (size - 1), rate, mu, servers, hours)[1]

    one, three = seen(4.8 / 60, 1 / 10, 1, 200), seen(0.1, 1 / 30, 3, 200)
    return {
        "place.one.trucks.mean": ch.level(one) / hours,
        "staff.one.busy.mean": sum(one[1:]) / hours,
        "desk.one.wait.total": 4.8 / 60 * 10 * ch.level(one),
        "place.three.trucks.mean": ch.level(three) / hours,
        "staff.three.busy.mean": sum(min(n, 3) * x for n, x in enumerate(three)) / hours,
        "place.free.trucks.mean": 15 * (1 - 180 / hours * (1 - exp(-hours / 180))),
    }


def of_convoys():
    """The first of a group waits for all the others; what comes in a fixed time comes evenly over it."""
    rate, time = 1 / 10, 30
    wide_rate, cycle = 1 / 10, 20
    in_cycle = wide_rate * cycle
    return {
        "trip.batch_time.mean[demand=ten]": (10 - 1) / (2 * rate),
        "trip.batch_time.mean[demand=two]": (2 - 1) / (2 * 0.2),
        "trip.batch_time.mean[demand=limited]": (time + rate * time * time / 2) / (1 + rate * time),
        "trip.batch_time.mean[demand=table]": 360 / 2,
        # of a cycle, those who come in it wait half of it; when nobody comes, the next one does not wait
        "trip.batch_time.mean[demand=wide]": in_cycle * cycle / 2 / (in_cycle + exp(-in_cycle)),
        "yard.narrow.wait.mean": f.mmc_wait(1 / 40, 20, 1),
        "yard.slow.wait.mean": (1 / 40) * (20**2 + 25**2) / 2 / (1 - 25 / 40),
    }


def of_fork_join():
    load, alone = 0.5, 1 / (6 - 3) * 60
    both = (12 - load) / 8 * alone
    mean, road, step = 60, 60, 0.01
    later = sum(
        (1 - (1 - exp(-(road + (i + 0.5) * step) / mean)) ** 2) * step for i in range(int(40 * mean / step))
    )
    tries, repair = 1 / (1 - 0.25), 0.25 / (1 - 0.25) * 60
    return {
        "trip.transit_time.mean[demand=both]": both,
        "dossier.time.mean[demand=both]": both,
        "paper.first.time.mean": alone,
        "paper.first.wait.mean": alone - 10,
        "staff.first.utilisation": load,
        "trip.papers_time.mean[demand=late]": later,
        "trip.transit_time.mean[demand=again]": 20 * tries + repair,
        "trip.repair_time.mean[demand=again]": repair,
        "trip.others_time.mean[demand=whole]": 300 * 4 / 5 - 300 / 2,
    }


def of_skills():
    """One who may do two things beside one who may do one; first come, first served (Visschers and others 2012).

    The longest queue is cut at 90. Behind the first truck the junior may take, nobody has looked yet: each is
    one the junior may take with the share p of those.
    """
    clear, examine, mu, most = 5.4 / 60, 3 / 60, 1 / 10, 90
    p = clear / (clear + examine)

    def moves(state):
        who, known, unknown = state
        full = known + unknown >= most
        if who == "nobody":
            return [(("junior", 0, 0), clear), (("senior", 0, 0), examine)]
        if who == "junior":
            return [(("both", 0, 0), clear + examine), (("nobody", 0, 0), mu)]
        if who == "senior":
            done = ("senior", known - 1, 0) if known else ("nobody", 0, 0)
            more = [] if full else [(("senior", known + 1, 0), examine)]
            return [(("both", known, 0), clear), (done, mu), *more]
        if known + unknown == 0:
            done = ("junior", 0, 0)
        else:
            done = ("both", known - 1, unknown) if known else ("both", 0, unknown - 1)
        looks = [(("both", known + k, unknown - k - 1), mu * (1 - p) ** k * p) for k in range(unknown)]
        finds_none = (("senior", known + unknown, 0), mu * (1 - p) ** unknown)
        more = [] if full else [(("both", known, unknown + 1), clear + examine)]
        return [(done, mu), *looks, finds_none, *more]

    chain = ch.stationary(("nobody", 0, 0), moves)
    waiting = ch.mean(chain, lambda s: p * s[2])
    to_examine = ch.mean(chain, lambda s: s[1] + (1 - p) * s[2])
    pair = 1.6 / 10
    return {
        "desk.pair.wait.mean": f.mmc_wait(pair, 10, 2),
        "place.pair.trucks.mean": pair * (f.mmc_wait(pair, 10, 2) + 10),
        "desk.clear.wait.mean": waiting / clear,
        "desk.examine.wait.mean": to_examine / examine,
        "staff.junior.utilisation": ch.mean(chain, lambda s: s[0] in ("junior", "both")),
        "staff.senior.utilisation": ch.mean(chain, lambda s: s[0] in ("senior", "both")),
    }


def ships(name, rate, every, capacity, size):
    """Ships by the timetable, boxes by chance: what is left behind waits for one ship more."""
    chain = ch.bulk_service(rate * every, capacity, size)
    left = ch.mean(chain, lambda n: n)
    dwell = every / 2 + left / rate
    return {
        f"service.{name}.left_behind.mean": left,
        f"service.{name}.load_factor.mean": rate * every / capacity,
        f"block.{name}.dwell.mean": dwell,
        f"block.{name}.occupied.mean": rate * dwell,
    }


def of_depot():
    def block(name, rate, stays, slots):
        lost = f.erlang_b(rate * stays, slots)
        return {
            f"block.{name}.crowded.share": lost,  # above 90 % of so few slots is full
            f"block.{name}.overflow.per_day": 1440 * rate * lost,
            f"block.{name}.put.per_day": 1440 * rate * (1 - lost),
            f"block.{name}.occupied.mean": rate * stays * (1 - lost),
        }

    rate = 1.6 / 6
    present = ch.mean(ch.queue_of_constants(rate, 6, 2, 140), lambda n: n)
    lane, lane_scv = f.mixture([(8, 3, 1 / 54), (6, 4, 1)])
    (tipping, _), tips = f.closed(6, [(20, 2), (70, None)])
    (at_work, at_fitters, _), fails = f.closed(5, [(60, 3), (15, 1), (10, None)])
    early, late = 120, 180 / 2  # of the cut-off, and of a ship on average
    dwell = 480 / 2 + early + late
    return {
        **block("stack", 8 / 60, 60, 10),
        **block("put", 4 / 60, 60, 5),
        "desk.gate.wait.mean": present / rate - 6,
        "place.gate.trucks.mean": present,
        "desk.lane_in.wait.mean": f.mg1_wait(14 / 60, lane, lane_scv),
        "desk.lane_out.wait.mean": f.mg1_wait(14 / 60, lane, lane_scv),
        "staff.lane.utilisation": 14 / 60 * lane,
        "desk.loader.wait.mean": tipping / tips - 20,
        "desk.loader.visits.per_day": 1440 * tips,
        "staff.loaders.utilisation": tips * 20 / 2,
        "desk.work.wait.mean": at_work / fails - 60,
        "desk.repair.wait.mean": at_fitters / fails - 15,
        "staff.machines.utilisation": fails * 60 / 3,
        "staff.fitters.utilisation": fails * 15,
        "block.any.dwell.mean": dwell,
        "block.any.occupied.mean": dwell * 0.05,
        "service.any.missed.per_day": 3 * 0.05 * (early + late),
        **ships("of_52", 0.1, 480, 52, 300),
        **ships("of_60", 0.1, 480, 60, 300),
        **ships("small", 0.15, 20, 4, 150),
        "trip.batch_time.mean[demand=train]": (40 - 1) / (2 * 10 / 60),
    }


MORE = {
    "abandonment.yaml": of_abandonment,
    "breakdowns.yaml": of_breakdowns,
    "networks.yaml": of_networks,
    "returns.yaml": of_returns,
    "tandem-blocking.yaml": of_tandem,
    "blocking.yaml": of_blocking,
    "night.yaml": of_night,
    "empty.yaml": of_empty,
    "convoys.yaml": of_convoys,
    "fork-join.yaml": of_fork_join,
    "skills.yaml": of_skills,
    "depot.yaml": of_depot,
}
