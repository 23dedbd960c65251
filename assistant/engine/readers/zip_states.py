"""The state of a ZIP code by its first three digits.

Source: USPS Publication 65 / Labeling List L002, "3-Digit ZIP Code Prefix Matrix". A few five-digit codes are served
from a post office across the border; they are left out here (None), so that the state is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Optional

# First prefix of each stretch and the state from there on; "" for prefixes not in use or military.
_STRETCHES: tuple[tuple[int, str], ...] = (
    (0, ""), (5, "NY"), (6, "PR"), (8, "VI"), (9, "PR"), (10, "MA"), (28, "RI"), (30, "NH"), (39, "ME"), (50, "VT"),
    (55, "MA"), (56, "VT"),
    (60, "CT"), (63, ""), (64, "CT"), (70, "NJ"), (90, ""), (100, "NY"), (150, "PA"), (197, "DE"), (200, "DC"),
    (201, "VA"), (202, "DC"),
    (206, "MD"), (213, ""), (214, "MD"), (220, "VA"), (247, "WV"), (269, ""), (270, "NC"), (290, "SC"), (300, "GA"),
    (320, "FL"), (340, ""),
    (341, "FL"), (343, ""), (344, "FL"), (345, ""), (346, "FL"), (348, ""), (349, "FL"), (350, "AL"), (353, ""),
    (354, "AL"), (370, "TN"),
    (386, "MS"), (398, "GA"), (400, "KY"), (428, ""), (430, "OH"), (460, "IN"), (480, "MI"), (500, "IA"), (529, ""),
    (530, "WI"), (533, ""),
    (534, "WI"), (536, ""), (537, "WI"), (550, "MN"), (552, ""), (553, "MN"), (568, ""), (569, ""), (570, "SD"),
    (578, ""), (580, "ND"),
    (589, ""), (590, "MT"), (600, "IL"), (630, "MO"), (632, ""), (633, "MO"), (642, ""), (644, "MO"), (660, "KS"),
    (663, ""), (664, "KS"),
    (680, "NE"), (682, ""), (683, "NE"), (694, ""), (700, "LA"), (702, ""), (703, "LA"), (709, ""), (710, "LA"),
    (715, ""), (716, "AR"),
    (730, "OK"), (732, ""), (733, "TX"), (734, "OK"), (742, ""), (743, "OK"), (750, "TX"), (771, ""), (772, "TX"),
    (800, "CO"), (817, ""),
    (820, "WY"), (832, "ID"), (839, ""), (840, "UT"), (848, ""), (850, "AZ"), (854, ""), (855, "AZ"), (858, ""),
    (859, "AZ"), (861, ""),
    (863, "AZ"), (866, ""), (870, "NM"), (872, ""), (873, "NM"), (876, ""), (877, "NM"), (885, "TX"), (886, ""),
    (889, "NV"), (892, ""),
    (893, "NV"), (896, ""), (897, "NV"), (899, ""), (900, "CA"), (909, ""), (910, "CA"), (929, ""), (930, "CA"),
    (962, ""), (967, "HI"),
    (969, "GU"), (970, "OR"), (980, "WA"), (987, ""), (988, "WA"), (995, "AK"), (1000, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _STRETCHES)
# Prefixes and codes that more than one state shares.
_ACROSS = frozenset(
    (
        "03579 06390 20135 38852 42223 51640 56744 57724 58225 59221 59847 71749 72395 72644 73949 81137 82082 83120 "
        "83414 84536 86044 86515 88063 89439 97635"
    ).split()
)
_PACIFIC = {"96799": "AS", "96950": "MP", "96951": "MP", "96952": "MP"}


def state_of_zip(zip_code: str) -> Optional[str]:
    """Two letters, or None when the prefix is not in use or the code lies in two states."""
    if zip_code in _ACROSS:
        return None
    if zip_code in _PACIFIC:
        return _PACIFIC[zip_code]
    if len(zip_code) != 5 or not zip_code.isdigit():
        return None
    state = _STRETCHES[bisect_right(_STARTS, int(zip_code[:3])) - 1][1]
    return state or None
