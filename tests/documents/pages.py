# ruff: noqa: E501  (markup reads best in lines of its own length)
"""Web pages in the layouts of many publishers, made from made-up articles, with the text they carry.

`layouts()` gives every page as (name, html, true text). The layouts are written by hand after the page
structures that news sites, agencies, ministries and content management systems use; the words are made up.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

WHO = (
    "The ministry",
    "The delegation",
    "A spokesperson",
    "The central bank",
    "The commissioner",
    "Officials in Norhaven",
    "The prime minister",
    "The trade envoy",
    "Negotiators from both sides",
    "The company's board",
    "The council",
)
DID = (
    "said it would review",
    "had agreed to extend",
    "declined to comment on",
    "welcomed progress towards",
    "announced a timetable for",
    "warned against delays in",
    "signed a memorandum covering",
    "has suspended talks about",
    "expects to conclude work on",
    "reaffirmed its commitment to",
    "asked for further details of",
)
WHAT = (
    "the tariff schedule",
    "a 4.5 percent levy on steel",
    "the ceasefire line",
    "joint naval patrols in the strait",
    "fishing quotas for the coming season",
    "the export of rare metals",
    "a 12 billion crown credit line",
    "the prisoner exchange",
    "its purchase of two frigates",
    "inspections at the border crossing",
    "the purchase of 300,000 tonnes of wheat",
)
WHEN = (
    "on Monday",
    "after two days of meetings",
    "by the end of March",
    "in a statement issued late on Friday",
    "despite objections from the opposition",
    "as part of a wider package",
    "at the request of the parliament",
    "according to people who were present",
    "without naming a date",
    "for the third time this year",
)
TAIL = (
    "",
    " It gave no reason for the change.",
    " A final text is still being drafted.",
    " Details will follow, it added.",
    " No vote was taken.",
    " Both capitals confirmed this.",
)


class Page(NamedTuple):
    name: str
    html: str
    truth: str


class Story:
    """A made-up article: every word of it that a layout uses is noted as true text."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.parts: list[str] = []
        self.title = self.sentence(tail=False).rstrip(".")

    def sentence(self, *, tail: bool = True) -> str:
        pick = self.random.choice
        return f"{pick(WHO)} {pick(DID)} {pick(WHAT)} {pick(WHEN)}.{pick(TAIL) if tail else ''}"

    def true(self, text: str) -> str:
        self.parts.append(text)
        return escape(text)

    def head(self) -> str:
        return self.true(self.title)

    def text(self, sentences: int = 3) -> str:
        return self.true(" ".join(self.sentence() for _ in range(sentences)))

    def p(self, count: int = 1, tag: str = "p", attributes: str = "") -> str:
        space = f" {attributes}" if attributes else ""
        return "\n".join(
            f"<{tag}{space}>{self.text(self.random.randint(2, 4))}</{tag}>" for _ in range(count)
        )

    def noise(self, count: int = 1) -> list[str]:
        return [self.sentence(tail=False) for _ in range(count)]


def links(story: Story, count: int = 8, cls: str = "menu") -> str:
    items = "".join(
        f'<li><a href="/n/{i}">{escape(line)}</a></li>' for i, line in enumerate(story.noise(count))
    )
    return f'<ul class="{cls}">{items}</ul>'


def nav() -> str:
    names = (
        "Home",
        "World",
        "Business",
        "Politics",
        "Opinion",
        "Sport",
        "Culture",
        "Video",
        "Subscribe",
        "Sign in",
    )
    return (
        '<nav class="main-nav"><ul>'
        + "".join(f'<li><a href="/{n.lower()}">{n}</a></li>' for n in names)
        + "</ul></nav>"
    )


def share() -> str:
    return (
        '<div class="share-bar social"><a href="#">Share on Facebook</a> <a href="#">Post on X</a> '
        '<a href="#">Send by e-mail</a> <button>Print</button></div>'
    )


def cookies() -> str:
    return (
        '<div id="cookie-banner" class="cookie-consent" role="dialog"><p>We and our partners use cookies to improve '
        "your experience. By clicking Accept all you agree to this.</p><button>Accept all</button></div>"
    )


def footer() -> str:
    return (
        '<footer class="site-footer"><p>Copyright 2025 The Daily Example. All rights reserved.</p>'
        '<ul><li><a href="/terms">Terms of use</a></li><li><a href="/privacy">Privacy policy</a></li></ul></footer>'
    )


def page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | Daily Example</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def plain_news(s: Story) -> str:
    return page(s.title, nav() + f"<main><article><h1>{s.head()}</h1>{s.p(8)}</article></main>" + footer())


def aside_related(s: Story) -> str:
    body = f"<article><header><h1>{s.head()}</h1></header>{s.p(6)}</article>"
    return page(
        s.title,
        nav() + f'<div class="wrap">{body}<aside class="related"><h3>Related stories</h3>'
        f"{links(s, 10)}</aside></div>" + footer(),
    )


def cookie_page(s: Story) -> str:
    return page(
        s.title,
        cookies()
        + nav()
        + f'<div id="content"><h1>{s.head()}</h1>{share()}{s.p(7)}{share()}</div>'
        + footer(),
    )


def wordpress(s: Story) -> str:
    return page(
        s.title,
        f"""<div id="page" class="site"><header class="site-header">{nav()}</header>
<div id="primary" class="content-area"><main id="main" class="site-main"><article id="post-1" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{s.head()}</h1></header><div class="entry-content">{s.p(7)}
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3>{share()}</div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/c">World</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/p">Previous: Another story of the day</a></nav>
<div id="comments" class="comments-area"><h2>3 thoughts</h2><ol class="comment-list"><li class="comment"><p>I do not agree with
this at all, my friends.</p></li></ol></div></main></div>
<div id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2>{links(s)}</section></div>{footer()}</div>""",
    )


def drupal(s: Story) -> str:
    return page(
        s.title,
        f"""<div class="layout-container"><header role="banner">{nav()}</header><main role="main">
<div class="region region-content"><div id="block-content" class="block"><article class="node node--type-article">
<h1 class="page-title"><span class="field field--name-title">{s.head()}</span></h1><div class="node__content">
<div class="field field--name-body field--type-text-with-summary">{s.p(7)}</div></div></article></div></div></main>
<aside class="region region-sidebar"><h2>Latest</h2>{links(s)}</aside>{footer()}</div>""",
    )


def gov_uk(s: Story) -> str:
    bullets = "".join(f"<li>{s.text(1)}</li>" for _ in range(0))
    return page(
        s.title,
        f"""<a class="govuk-skip-link" href="#content">Skip to main content</a><header class="govuk-header">
{nav()}</header><div class="govuk-width-container"><main class="govuk-main-wrapper" id="content">
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><div class="gem-c-title"><h1 class="gem-c-title__text
govuk-heading-xl">{s.head()}</h1></div></div></div><div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/fcdo">Foreign
Office</a></dd><dt>Published</dt><dd>26 September 2025</dd></dl></div><div class="govspeak gem-c-govspeak">{s.p(3)}
<h2 id="next">{s.true("Next steps")}</h2>{bullets}<ul>{"".join(f"<li>{s.text(1)}</li>" for _ in range(4))}</ul>{s.p(3)}</div>
</main></div>{footer()}""",
    )


def ministry(s: Story) -> str:
    return page(
        s.title,
        f"""<table class="top"><tr><td><a href="/">Home</a></td><td><a href="/mfa">The Ministry</a></td>
<td><a href="/press">Spokesperson's Remarks</a></td></tr></table><div class="content_mod"><div class="content_tit">
<h1>{s.head()}</h1><p class="time">2025-09-26 20:45</p></div><div id="News_Body_Txt_A" class="content_text">{s.p(6)}</div>
<div class="content_bottom"><a href="#">Suggest to a friend</a> <a href="#">Print</a></div></div>"""
        + footer(),
    )


def old_tables(s: Story) -> str:
    return page(
        s.title,
        f"""<table width="100%"><tr><td colspan="3" bgcolor="#003366"><font color="white">DAILY EXAMPLE</font>
</td></tr><tr><td width="150" valign="top">{links(s, 8)}</td><td valign="top"><font size="5"><b>{s.head()}</b></font><br><br>
{s.p(6)}</td><td width="120">{links(s, 4)}</td></tr></table><center><font size="1">Copyright 2001</font></center>""",
    )


def br_only(s: Story) -> str:
    return page(
        s.title,
        nav()
        + f'<div class="story"><h1>{s.head()}</h1>'
        + "<br><br>".join(s.text(3) for _ in range(7))
        + "</div>"
        + footer(),
    )


def live_blog(s: Story) -> str:
    posts = "".join(
        f'<article class="live-post" id="p{i}"><time datetime="2025-09-26T1{i}:00">1{i}:00</time><h2>{s.true(s.sentence(tail=False))}</h2>'
        f"{s.p(2)}</article>"
        for i in range(6)
    )
    return page(
        s.title,
        nav()
        + f'<main class="live"><h1>{s.head()}</h1><div class="live-feed">{posts}</div></main>'
        + footer(),
    )


def amp(s: Story) -> str:
    return (
        '<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js">'
        f"</script><title>{escape(s.title)}</title><style amp-boilerplate>body{{animation:none}}</style></head><body>"
        f'<amp-sidebar id="menu">{links(s)}</amp-sidebar><article class="amp-wp-article"><header><h1 class="amp-wp-title">'
        f'{s.head()}</h1></header><amp-img src="a.jpg" width="1" height="1"></amp-img><div class="amp-wp-article-content">'
        f"{s.p(3)}<amp-ad type=x></amp-ad>{s.p(3)}</div></article>{footer()}</body></html>"
    )


def figures(s: Story) -> str:
    figure = '<figure><img src="a.jpg" alt="A picture"><figcaption>The leaders shake hands. Photo: Example Agency</figcaption></figure>'
    return page(
        s.title, nav() + f"<article><h1>{s.head()}</h1>{figure}{s.p(3)}{figure}{s.p(4)}</article>" + footer()
    )


def data_table(s: Story) -> str:
    rows = [
        ("Product", "Tariff", "From"),
        ("Steel", "25 percent", "1 March"),
        ("Aluminium", "10 percent", "1 April"),
        ("Wheat", "5 percent", "1 May"),
        ("Rare metals", "0 percent", "1 June"),
    ]
    intro = f"<article><h1>{s.head()}</h1>{s.p(3)}"
    cells = "".join("<tr>" + "".join(f"<td>{s.true(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return page(s.title, nav() + f"{intro}<table class='data'>{cells}</table>{s.p(3)}</article>" + footer())


def json_ld(s: Story) -> str:
    data = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": s.title,
            "datePublished": "2025-09-26T08:00:00Z",
            "author": {"@type": "Person", "name": "Jane Doe"},
        }
    )
    return page(
        s.title,
        nav() + f"<article><h1>{s.head()}</h1>{s.p(6)}</article>" + footer(),
        f'<script type="application/ld+json">{data}</script><meta property="og:site_name" content="Daily Example">',
    )


def agency(s: Story) -> str:
    lead = f"NORHAVEN, Sept 26 (Example) - {s.sentence()}"
    return page(
        s.title,
        nav()
        + f"""<div data-testid="Article"><h1 data-testid="Heading">{s.head()}</h1>
<div class="article-body__content__17Yit">{
            "".join(
                f'<div class="article-body__paragraph" data-testid="paragraph-{i}">{t}</div>'
                for i, t in enumerate([s.true(lead), *(s.text(2) for _ in range(8))])
            )
        }</div><p class="sign-off">Reporting by A. Writer;
Editing by B. Editor</p></div>"""
        + footer(),
    )


def newsletter(s: Story) -> str:
    box = (
        '<div class="newsletter-signup"><h4>Sign up for our newsletter</h4><p>Get the best stories in your inbox every morning.'
        '</p><form><input type="email"><button>Sign up</button></form></div>'
    )
    return page(
        s.title,
        nav()
        + f"<main><h1>{s.head()}</h1><div class='article__body'>{s.p(3)}{box}{s.p(4)}</div></main>"
        + footer(),
    )


def ads_between(s: Story) -> str:
    ad = '<div class="ad-slot advertisement" aria-hidden="true"><span>Advertisement</span></div>'
    return page(
        s.title,
        nav() + f"<article><h1>{s.head()}</h1>" + ad.join(s.p(1) for _ in range(7)) + "</article>" + footer(),
    )


def read_more(s: Story) -> str:
    more = "".join(
        f'<p class="read-more"><strong>Read more:</strong> <a href="/x">{escape(line)}</a></p>'
        for line in s.noise(1)
    )
    return page(s.title, nav() + f"<article><h1>{s.head()}</h1>{s.p(3)}{more}{s.p(4)}</article>" + footer())


def subheads(s: Story) -> str:
    parts = "".join(
        f"<h2>{s.true(name)}</h2>{s.p(2)}"
        for name in ("What was agreed", "Why it matters", "What comes next")
    )
    return page(s.title, nav() + f"<article><h1>{s.head()}</h1>{s.p(2)}{parts}</article>" + footer())


def quotes(s: Story) -> str:
    return page(
        s.title,
        nav() + f"<article><h1>{s.head()}</h1>{s.p(2)}<blockquote><p>{s.text(2)}</p></blockquote>{s.p(3)}"
        f"<blockquote>{s.text(2)}</blockquote>{s.p(2)}</article>" + footer(),
    )


def communique(s: Story) -> str:
    items = "".join(f"<li>{s.text(2)}</li>" for _ in range(8))
    return page(
        s.title,
        nav()
        + f'<div class="main-content"><h1>{s.head()}</h1>{s.p(1)}<ol>{items}</ol>{s.p(1)}</div>'
        + footer(),
    )


def transcript(s: Story) -> str:
    turns = "".join(
        f"<p><strong>{s.true('MR. HALE:')}</strong> {s.text(3)}</p><p><strong>{s.true('QUESTION:')}</strong> "
        f"{s.text(1)}</p>"
        for _ in range(5)
    )
    return page(s.title, nav() + f'<div class="entry-content"><h1>{s.head()}</h1>{turns}</div>' + footer())


def dl_faq(s: Story) -> str:
    pairs = "".join(
        f"<h3>{s.true('What did the parties agree in point ' + str(i) + '?')}</h3>{s.p(1)}"
        for i in range(1, 6)
    )
    return page(s.title, nav() + f"<main><h1>{s.head()}</h1>{s.p(1)}{pairs}</main>" + footer())


def press_release(s: Story) -> str:
    return page(
        s.title,
        f"""<header>{nav()}</header><section class="press-release"><p class="release-date">FOR IMMEDIATE RELEASE</p>
<h1>{s.head()}</h1><div class="body-copy">{s.p(6)}</div><div class="contact"><h4>Media contact</h4><p>press@example.org</p></div>
</section>"""
        + footer(),
    )


def white_house(s: Story) -> str:
    return page(
        s.title,
        f"""<div class="wp-site-blocks"><header class="wp-block-template-part">{nav()}</header>
<main class="wp-block-group"><div class="wp-block-whitehouse-topper"><h1 class="wp-block-whitehouse-topper__headline">{s.head()}</h1>
</div><div class="entry-content wp-block-post-content has-global-padding">{s.p(4)}<ul class="wp-block-list">
{"".join(f"<li>{s.text(1)}</li>" for _ in range(4))}</ul>{s.p(3)}</div></main>{footer()}</div>""",
    )


def european(s: Story) -> str:
    return page(
        s.title,
        f"""<div class="ecl-site-header">{nav()}</div><div class="ecl-container"><div class="ecl-page-header">
<h1 class="ecl-page-header__title">{s.head()}</h1></div><div class="ecl-paragraph ecl"><div class="ecl">{s.p(7)}</div></div>
<div class="ecl-social-media-share">{share()}</div></div>"""
        + footer(),
    )


def central_bank(s: Story) -> str:
    return page(
        s.title,
        f"""{nav()}<div id="content" class="container"><div class="row"><div class="heading col-xs-12">
<p class="article__time">September 26, 2025</p><h3 class="title">{s.head()}</h3><p class="releaseTime">For release at 2:00 p.m.
EDT</p></div><div class="col-xs-12 col-sm-8 col-md-8">{s.p(6)}</div><div class="col-xs-12 col-sm-4 sidebar">{links(s, 4)}</div>
</div></div>"""
        + footer(),
    )


def magazine(s: Story) -> str:
    return page(
        s.title,
        nav()
        + f"""<article class="feature"><div class="hero"><h1>{s.head()}</h1><p class="dek standfirst">
{s.text(1)}</p><div class="byline">By <a href="/jane">Jane Doe</a></div></div><section class="body"><div class="grid"><div
class="col body__inner-container">{s.p(4)}</div></div></section><div class="inline-cta"><a href="/subscribe">Subscribe now for full
access</a></div><section class="body"><div class="grid"><div class="col body__inner-container">{s.p(4)}</div></div></section>
</article>"""
        + footer(),
    )


def span_soup(s: Story) -> str:
    paragraphs = "".join(
        f'<div class="css-x1 StoryBodyCompanionColumn"><div class="css-53u6y8"><p class="css-at9mc1"><span>'
        f"{s.text(2)}</span> <a href='/t'>{s.true('The talks')}</a> <em>{s.text(1)}</em></p></div></div>"
        for _ in range(6)
    )
    return page(
        s.title,
        nav()
        + f'<main><h1 class="css-v3oks">{s.head()}</h1><section name="articleBody">{paragraphs}</section>'
        "</main>" + footer(),
    )


def next_app(s: Story) -> str:
    html = f'<div id="__next"><div class="layout">{nav()}<main><h1>{s.head()}</h1><div class="prose">{s.p(7)}</div></main></div></div>'
    state = json.dumps({"props": {"title": s.title, "menu": s.noise(12)}})
    return page(
        s.title, html + f'<script id="__NEXT_DATA__" type="application/json">{state}</script>' + footer()
    )


def blogspot(s: Story) -> str:
    return page(
        s.title,
        f"""<div class="header">Example Blog</div><div class="main"><div class="blog-posts hfeed"><div
class="post hentry"><h3 class="post-title entry-title">{s.head()}</h3><div class="post-body entry-content">
{"".join(f"<div>{s.text(3)}</div><div><br/></div>" for _ in range(7))}</div><div class="post-footer">Posted by Jane at 10:00
</div></div></div></div><div class="sidebar"><h2>Blog Archive</h2>{links(s)}</div>""",
    )


def two_tier(s: Story) -> str:
    comments = "".join(f'<div class="comment"><p>{escape(line)}</p></div>' for line in s.noise(6))
    return page(
        s.title,
        nav() + f'<article><h1>{s.head()}</h1>{s.p(7)}</article><section id="comments" class="comments">'
        f"<h2>Comments</h2>{comments}</section>" + footer(),
    )


def un_record(s: Story) -> str:
    body = "".join(f"<p>({i}) {s.true(str(i))}" for i in range(0)) + "".join(
        f"<p>{i}. {s.text(2)}</p>" for i in range(1, 9)
    )
    return page(
        s.title,
        nav()
        + f'<div class="page-content"><h1>{s.head()}</h1><div class="field-item">{body}</div></div>'
        + footer(),
    )


def broken_markup(s: Story) -> str:
    body = "".join(f"<p><b>{s.text(1)}<p><i>{s.text(2)}" for _ in range(5))
    return f"<html><head><title>{escape(s.title)}</title><body>{nav()}<div id=main><h1>{s.head()}{'</h1>'}{body}</div></div></p>{footer()}"


def xhtml(s: Story) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head>'
        f"<title>{escape(s.title)}</title></head><body><div id='nav'>{links(s, 6)}</div><div id='content'><h1>{s.head()}</h1>"
        f"{s.p(6)}</div></body></html>"
    )


def inline_video(s: Story) -> str:
    video = (
        '<div class="video-player"><video controls src="v.mp4"></video><p class="vjs-no-js">To view this video please enable '
        "JavaScript, and consider upgrading to a web browser that supports HTML5 video</p></div>"
    )
    return page(s.title, nav() + f"<article><h1>{s.head()}</h1>{video}{s.p(7)}</article>" + footer())


def hidden_menu(s: Story) -> str:
    hidden = f'<div class="offcanvas" style="display:none" hidden>{links(s, 14)}</div>'
    return page(
        s.title, hidden + nav() + f"<main id='main-content'><h1>{s.head()}</h1>{s.p(7)}</main>" + footer()
    )


def short_statement(s: Story) -> str:
    return page(
        s.title, nav() + f'<main><h1>{s.head()}</h1><div class="statement">{s.p(2)}</div></main>' + footer()
    )


def tag_list(s: Story) -> str:
    tags = '<div class="tags"><a href="/t/a">Trade</a> <a href="/t/b">Tariffs</a> <a href="/t/c">Norhaven</a></div>'
    return page(s.title, nav() + f"<article><h1>{s.head()}</h1>{s.p(7)}{tags}</article>" + footer())


LAYOUTS: tuple[Callable[[Story], str], ...] = (
    plain_news, aside_related, cookie_page, wordpress, drupal, gov_uk, ministry, old_tables, br_only, live_blog, amp, figures,
    data_table, json_ld, agency, newsletter, ads_between, read_more, subheads, quotes, communique, transcript, dl_faq,
    press_release, white_house, european, central_bank, magazine, span_soup, next_app, blogspot, two_tier, un_record,
    broken_markup, xhtml, inline_video, hidden_menu, short_statement, tag_list,
)  # fmt: skip


def layouts() -> Iterator[Page]:
    """Every layout once, each with an article of its own."""
    for seed, layout in enumerate(LAYOUTS):
        story = Story(seed)
        html = layout(story)
        yield Page(layout.__name__, html, "\n".join(story.parts))
