"""What one installation decides, and how it is told what is wrong."""

import pytest

from portal.setting_faults import contrast
from portal.settings import SettingsError, load, make_secret_key

GOOD = {"GENSVAR_SECRET_KEY": "x" * 40}


def faults(tmp_path, **environ: str) -> list[str]:
    with pytest.raises(SettingsError) as told:
        load({**GOOD, **environ}, tmp_path)
    return told.value.faults


def test_all_faults_are_told_at_once_each_with_its_name(tmp_path):
    (tmp_path / "settings.toml").write_text('timezone = "Nowhere/At_all"\nappeal_days = -1\nno_such = 1\n')
    said = faults(tmp_path, GENSVAR_LANGUAGES="fi", GENSVAR_DATABASE_URL="mysql://x", GENSVAR_PUBLIC_URL="dialog.se")
    for name in (
        "GENSVAR_TIMEZONE",
        "appeal_days",
        "no_such",
        "GENSVAR_LANGUAGES",
        "GENSVAR_DATABASE_URL",
        "GENSVAR_PUBLIC_URL",
    ):
        assert any(fault.startswith(name) for fault in said), name
    assert len(said) == 6


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    (tmp_path / "settings.toml").write_text('grace_minutes = 20\nappeal_days = 30\nlanguages = ["sv", "so"]\n')
    settings = load({**GOOD, "GENSVAR_GRACE_MINUTES": "5"}, tmp_path)
    assert (settings.grace_minutes, settings.appeal_days, settings.appeal_late_days) == (5, 30, 14)
    assert settings.languages == ("sv", "so")
    assert settings.database_url.endswith("gensvar.sqlite3")


def test_without_a_secret_key_nothing_starts_and_none_is_made_up(tmp_path):
    with pytest.raises(SettingsError, match="GENSVAR_SECRET_KEY"):
        load({}, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    path = make_secret_key(tmp_path)
    first = path.read_text()
    assert make_secret_key(tmp_path).read_text() == first
    assert path.stat().st_mode & 0o077 == 0
    assert load({}, tmp_path).secret_key == first.strip()


def test_an_accent_colour_that_cannot_be_read_is_refused(tmp_path):
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert "contrast" in faults(tmp_path, GENSVAR_ACCENT_COLOR="#8fd3a5")[0]
    assert load({**GOOD, "GENSVAR_ACCENT_COLOR": "#1f6b3a"}, tmp_path).accent_color == "#1f6b3a"


def test_the_secret_is_not_shown_when_settings_are_printed(tmp_path):
    settings = load({**GOOD, "GENSVAR_SMTP_URL": "smtp://me:wordofmine@mail.example:587"}, tmp_path)
    assert "x" * 40 not in repr(settings)
    assert "wordofmine" not in repr(settings)


@pytest.mark.parametrize("url", ["http://a.se/path", "ftp://a.se", "//a.se"])
def test_a_public_address_is_a_host_and_nothing_more(tmp_path, url):
    assert faults(tmp_path, GENSVAR_PUBLIC_URL=url)[0].startswith("GENSVAR_PUBLIC_URL")


def test_a_limit_of_zero_turns_a_criterion_of_extensive_dialogues_off(tmp_path):
    settings = load({**GOOD, "GENSVAR_EXTENSIVE_COST": "0", "GENSVAR_EXTENSIVE_AFFECTED": "900"}, tmp_path)
    limits = settings.rules().extensive
    assert (limits.affected, limits.submissions, limits.cost, limits.board_holds) == (900, 500, None, True)
