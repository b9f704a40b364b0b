"""The rules of marking of PIX_CONTRACT.md §3, straight on Pix strings: small, slow, independent.

Nothing of ``runner`` or ``formats`` is used here: what it says is compared with them.
"""

import json
import re
import unicodedata

import yaml

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
JAVASCRIPT_SPACES = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def outcome(challenge, answer):
    """``ok``, ``ko``, ``aband`` or ``error`` for the text ``answer``."""
    if answer == "#ABAND#":
        return "aband"
    answer = before_anything(answer)
    rules = {"QCU": qcu, "QCM": qcm, "QROC": qroc, "QROCM-ind": ind, "QROCM-dep": dep}
    result = rules[challenge["type"]](challenge, answer)
    return result if isinstance(result, str) else ("ok" if result else "ko")


def qcu(challenge, answer):
    return answer.strip() == challenge["solution"]


def qcm(challenge, answer):
    return {part.strip() for part in answer.split(",")} == set(challenge["solution"].split(", "))


def qroc(challenge, answer):
    variants = [line for line in (challenge.get("solution") or "").split("\n") if line != ""]
    if not variants:
        return False
    if "v" in menus(challenge):
        return answer in variants
    if challenge.get("format") == "nombre":
        values = [number(text) for text in [answer, *variants]]
        if None not in values:
            return values[0] in values[1:]
    return alike(challenge, answer, variants)


def ind(challenge, answer):
    solution = before_anything(challenge.get("solution") or "")
    if "\n" not in solution:
        return False
    given, accepted = read_yaml(answer), read_yaml(solution)
    if given is None:
        return "error"
    if any(not isinstance(text, str) for text in given.values()) or set(given) - set(accepted):
        return "error"
    chosen = menus(challenge)
    return all(
        text in accepted[name] if name in chosen else alike(challenge, text, accepted[name])
        for name, text in given.items()
    )


def dep(challenge, answer):
    solution = before_anything(challenge.get("solution") or "")
    if not answer or "\n" not in solution:
        return False
    given = read_yaml(answer)
    if given is None or any(not isinstance(text, str) for text in given.values()):
        return "error"
    free = list(read_yaml(solution).values())
    for text in given.values():
        for group in free:
            if alike(challenge, text, group):
                free.remove(group)
                break
        else:
            return False
    return bool(given)


def alike(challenge, answer, variants):
    answer = treated(challenge, answer)
    variants = [treated(challenge, variant) for variant in variants]
    if not challenge["t3Status"]:
        return answer in variants
    if answer == "":
        return "" in variants
    return min(distance(answer, variant) for variant in variants) / len(answer) <= 0.25


def treated(challenge, text):
    if challenge["t1Status"]:
        text = unicodedata.normalize("NFD", text.lower())
        text = "".join(
            c for c in text if not 0x300 <= ord(c) <= 0x36F and c not in JAVASCRIPT_SPACES
        )
    if challenge["t2Status"]:
        text = re.sub(" +", " ", re.sub("[^A-Za-z0-9 ]", "", text))
    return text


def before_anything(text):
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")


def number(text):
    text = text.replace(",", ".", 1).replace(" ", "", 1).strip()
    return float(text) if NUMBER.fullmatch(text) else None


def distance(one, other):
    """Levenshtein's, by the book."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row, above = [i], row
        for j, right in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right)))
    return row[-1]


def menus(challenge):
    """Options of each menu, by the name of its blank."""
    found = re.findall(r"\$\{(\w+)[^}]*? options=(\[[^\]]*\])\}", challenge.get("proposals") or "")
    return {name: json.loads(options) for name, options in found}


def read_yaml(text):
    """The mapping that ``text`` is; None when it is none, {} when there is nothing."""
    try:
        value = yaml.load(text, Loader=yaml.BaseLoader)
        keys = [key.value for key, _ in yaml.compose(text, yaml.BaseLoader).value] if value else []
    except (yaml.YAMLError, ValueError, AttributeError):
        return None
    if value is None or value == "":
        return {}
    return value if isinstance(value, dict) and len(keys) == len(set(keys)) else None
