"""Axe, as Wagtail ships it in its user bar's scripts, run on the page that a test looks at."""

from pathlib import Path

import wagtail.admin

_SCRIPTS = Path(wagtail.admin.__file__).parent / "static/wagtailadmin/js"


def serious_findings(page, within="document"):
    """``[rule, first element]`` of each serious or critical finding of axe; [] is what is wanted."""
    for name in ("vendor.js", "userbar.js"):
        if page.evaluate("typeof axe === 'undefined'"):
            page.add_script_tag(path=_SCRIPTS / name)
    return page.evaluate(
        f"axe.run({within}, {{iframes: false}}).then(result => result.violations"
        ".filter(violation => ['serious', 'critical'].includes(violation.impact))"
        ".map(violation => [violation.id, violation.nodes[0].html]))"
    )


def sideways(page):
    """By how many pixels the page is wider than its window; 0 is what is wanted."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
