"""Taking a submission beside a bare form that becomes one durable row, and ten thousand in the last minutes."""

from servers import Place, Server, serving
from sqlalchemy import func, select
from tables import Row, at_most, ratio

from portal import transaction
from portal.models.audit import AuditEntry
from portal.models.submissions import Submission

CLIENTS = 8
LEAST = 0.5
SLOWEST = 0.1
LEAST_SHARE = 0.1
"""Of what the luckiest client got done, the unluckiest must get this share. The server hands its connections to two
processes as they come, so seven of eight may share one of them; a starved client is one that hardly gets a turn."""
LONGEST_STORM = 20
"""Seconds after which no more is sent in the storm, so that a run has an end on a slow machine."""
TEXT = "Plantera fler träd vid vattnet och ställ ut bänkar i skuggan så att äldre kan vila sig på vägen."


def measure(where: Place, rounds: int, seconds: float, storm: int) -> list[Row]:
    """The rows of one database. `storm` submissions are sent at the end, every tenth twice."""
    path = f"/sv/dialogues/{where.slug}/take-part"
    fields = {"key": "", "go": "send", "at": "review", f"q-{where.question_id}": TEXT}
    with serving(where) as portal, serving(where, "floors:form()") as bare:
        portal.load(path, CLIENTS, 0.7, form=fields)
        bare.load("/", CLIENTS, 0.7, form={"words": TEXT})
        pairs, slowest, shares, longest, statuses, used = [], [], [], [], set(), []
        for _ in range(rounds):
            floor = bare.load("/", CLIENTS, seconds, form={"words": TEXT})
            seen = portal.load(path, CLIENTS, seconds, form=fields)
            pairs.append((seen, floor))
            used.append((seen["processor"], floor["processor"]))
            slowest.append(seen["p99"])
            shares.append(min(seen["each"]) / max(seen["each"]))
            longest.append(seen["longest"])
            statuses |= {*seen["statuses"], *floor["statuses"]}
        assert statuses == {"303"}, statuses
        middle = sorted(slowest)[len(slowest) // 2]
        cost, floor_cost = (sorted(one)[len(used) // 2] * 1e6 for one in zip(*used, strict=True))
        return [
            ratio("taking a submission, 8 clients", pairs, LEAST),
            at_most("slowest of a hundred (p99)", middle * 1e3, SLOWEST * 1e3, "ms"),
            Row(
                "fewest sent by a client",
                f"{min(shares):.0%} of most",
                must=f"≥ {LEAST_SHARE:.0%}",
                fine=min(shares) >= LEAST_SHARE,
            ),
            at_most("longest wait of any client", max(longest) * 1e3, 1_000, "ms"),
            Row("processor time of the web server", f"{cost:,.0f} µs", f"{floor_cost:,.0f} µs"),
            *_storm(where, portal, path, fields, storm),
        ]


def _storm(where: Place, portal: Server, path: str, fields: dict[str, str], count: int) -> list[Row]:
    before = _rows(where)
    seen = portal.load(path, 16, LONGEST_STORM, form=fields, count=count, again=True)
    count = seen["done"]
    after = _rows(where)
    taken, recorded = after[0] - before[0], after[1] - before[1]
    twice = sum(each // 10 for each in seen["each"])
    wrong = {code: number for code, number in seen["statuses"].items() if code != "303"}
    fine = taken == recorded == count - twice and not wrong and seen["p99"] < 2
    said = f"{seen['rate']:,.0f} /s, p99 {seen['p99'] * 1e3:,.0f} ms"
    kept = f"{twice} sent again, {count - twice - taken} lost, {taken - (count - twice)} doubled, {len(wrong)} errors"
    return [Row(f"{count:,} in a row, 16 clients", said, "", kept, "0 lost, p99 < 2 s", fine)]


def _rows(where: Place) -> tuple[int, int]:
    with transaction.reading(where.engine) as session:
        entries = select(func.count()).select_from(AuditEntry).where(AuditEntry.verb == "receive")
        taken = session.scalar(select(func.count()).select_from(Submission)) or 0
        return taken, session.scalar(entries) or 0
