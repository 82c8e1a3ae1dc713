"""The frozen records that judgments read, and `Facts`, which holds the records of one network.

One module a subject: `structure` (entities, owners, sites, menus, management agreements), `people` (licenses,
engagements, competencies), `oversight` (appointments, agreements, delegations, protocols, orders, what was
done), `bedside` (exams, orders, presence at a moment). Rooms translate their rows into these.
"""

from openmso.authority.facts.network import Facts, Record, Settings, UnknownRecordError

__all__ = ["Facts", "Record", "Settings", "UnknownRecordError"]
