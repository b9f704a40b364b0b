"""Reading HTML as a browser would: its tags, its text, and what its form would send."""

from html.parser import HTMLParser

#: What runs on in its line; the others are read apart.
INLINE = {"a", "b", "code", "em", "span", "strong"}


class Page(HTMLParser):
    """Tags with their attributes, the visible text, and the fields with their values."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.fields = [], "", []
        self._select = self._textarea = None
        self._off = 0
        self.feed(str.__str__(html))  # Markup would escape what the parser reads

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in INLINE:
            self.text += " "
        if tag == "fieldset" and (self._off or "disabled" in attrs):
            self._off += 1
        if self._off or "disabled" in attrs:
            return
        if tag == "input" and (attrs["type"] not in {"radio", "checkbox"} or "checked" in attrs):
            self.fields.append((attrs["name"], attrs.get("value", "")))
        elif tag == "select":
            self._select = [attrs["name"], None]
        elif tag == "option" and self._select:
            if self._select[1] is None or "selected" in attrs:
                self._select[1] = attrs["value"]
        elif tag == "textarea":
            self._textarea = [attrs["name"], ""]

    def handle_endtag(self, tag):
        if tag == "fieldset" and self._off:
            self._off -= 1
        if tag == "select" and self._select:
            self.fields.append(tuple(self._select))
            self._select = None
        elif tag == "textarea" and self._textarea:
            name, value = self._textarea
            # A browser drops the line end that follows the tag.
            self.fields.append((name, value.removeprefix("\n")))
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self._textarea[1] += data
        else:
            self.text += data

    def all(self, tag, **attributes):
        """Attributes of every ``tag`` that has ``attributes`` (``class_`` by one of its words)."""
        wanted = attributes.pop("class_", None)
        return [
            attrs
            for name, attrs in self.tags
            if name == tag
            and (wanted is None or wanted in (attrs.get("class") or "").split())
            and all(attrs.get(key) == value for key, value in attributes.items())
        ]

    @property
    def words(self):
        """The text on one line."""
        return " ".join(self.text.split())


class Form:
    """What Django's QueryDict offers, over pairs of name and value."""

    def __init__(self, fields=(), **values):
        self.fields = [*fields, *values.items()]

    def get(self, key, default=None):
        return next((value for name, value in reversed(self.fields) if name == key), default)

    def getlist(self, key):
        return [value for name, value in self.fields if name == key]
