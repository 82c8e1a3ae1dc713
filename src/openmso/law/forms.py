"""What comes in from people at the law desk: adopting a pack, stating law over it, taking that back."""

from __future__ import annotations

from django import forms


class Adopting(forms.Form):
    """Adopt the pack of this digest."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    why = forms.CharField(max_length=500, label="Why now", help_text="Kept in the history.")


class Stating(forms.Form):
    """State law over the pack."""

    text = forms.CharField(
        max_length=100_000,
        label="What the law is, in the shape of the pack",
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "form-control as-code"}),
        strip=False,
    )
    counsel = forms.CharField(max_length=200, label="Signed by", help_text="Who answers for it, by name.")
    signed_on = forms.DateField(
        label="Signed on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    why = forms.CharField(max_length=500, label="Why", help_text="What moved you to it. Kept in the history.")


class Withdrawing(forms.Form):
    """Take back what was stated."""

    why = forms.CharField(max_length=500, label="Why", help_text="Kept in the history.")
