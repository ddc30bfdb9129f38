from __future__ import annotations

import time

import pytest

from claimcheck.documents.robots import parse_robots


def test_no_rules_permit_everything() -> None:
    assert parse_robots("").permits("/a")
    assert parse_robots("<html>Not found</html>").permits("/a")
    assert parse_robots("User-agent: *\nDisallow:\n").permits("/a")


def test_a_group_that_names_us_stands_in_place_of_that_for_everybody() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /\n\nUser-Agent: ClaimCheck\nDisallow: /x\n")
    assert robots.permits("/a")
    assert not robots.permits("/x/y")


def test_groups_of_one_name_are_joined_and_agents_share_a_group() -> None:
    robots = parse_robots(
        "user-agent: other\nuser-agent: claimcheck\ndisallow: /a\n\nuser-agent: claimcheck\ndisallow: /b"
    )
    assert not robots.permits("/a")
    assert not robots.permits("/b")
    assert robots.permits("/c")


def test_the_longest_pattern_decides_and_a_tie_allows() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /a\nAllow: /a/open\nDisallow: /t\nAllow: /t\n")
    assert not robots.permits("/a/b")
    assert robots.permits("/a/open/b")
    assert robots.permits("/t")


@pytest.mark.parametrize(
    ("pattern", "target", "hit"),
    [
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf?x", False),
        ("/*.pdf", "/a/b.pdf?x", True),
        ("/a*b*c", "/a-b-c-d", True),
        ("/a*b*c", "/a-c-b", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*ab$", "/ab", True),
        ("/ab*ab$", "/ab", False),
        ("*", "/", True),
        ("/*?", "/a?b", True),
    ],
)
def test_stars_and_the_end_mark(pattern: str, target: str, hit: bool) -> None:
    assert parse_robots(f"User-agent: *\nDisallow: {pattern}\n").permits(target) is not hit


def test_comments_and_unknown_lines_are_passed_over() -> None:
    robots = parse_robots("# hello\nSitemap: x\nUser-agent: * # all\nCrawl-delay: 2.5\nDisallow: /a # no\n")
    assert robots.delay == 2.5
    assert not robots.permits("/a")
    assert parse_robots("User-agent: *\nCrawl-delay: 1e9\n").delay == 0


def test_a_hostile_pattern_is_matched_in_linear_time() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 200_000 + "b\n")
    start = time.perf_counter()
    robots.permits("/" + "a" * 2000)
    assert time.perf_counter() - start < 1
