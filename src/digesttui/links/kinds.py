"""An address → a ``Link``: what kind of place it is, and for a repository its clean address."""

import re

from digesttui.model import Link, LinkKind

GITHUB = "github.com"
# the site's own rules for the names of accounts and repositories
_OWNER = re.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_NAME = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._][A-Za-z0-9._-]{0,99}")
_GITHUB_PATH = re.compile(r"/+([A-Za-z0-9-]+)(?:/+([A-Za-z0-9._-]+))?(?=$|[/?#])")
_GIT_SUFFIX = re.compile(r"(?:\.git)?\.*$", re.IGNORECASE)
_NO_OWNER = (
    " about apps collections contact customer-stories enterprise explore features join login marketplace new"
    " notifications orgs pricing search security settings site sponsors stars topics trending users user-attachments "
)
# what authors write where the repository does not exist yet: words of the first kind, perhaps among the second
_NOT_YET = re.compile("soon|upon|acceptance|publication|tba|tbd|anonymous|placeholder|xxx+")
_AROUND_NOT_YET = re.compile("coming|comingsoon|available|released?|open(?:ed)?|after|to|be|code|link")
_WORD_BREAK = re.compile("[._-]+")

_FORGE_HOST = re.compile(r"(?:gitlab|gitea|forgejo|git)\.[a-z]|(?:bitbucket\.org|codeberg\.org|gitee\.com)$")
_FORGE_STEP = re.compile(r"[A-Za-z0-9~_][A-Za-z0-9._-]*")
_INSIDE_REPOSITORY = re.compile("-|tree|blob|src|raw|commits?|issues|wikis|branch|releases")

_HOSTS: dict[LinkKind, str] = {
    "project": "github.io gitlab.io gitee.io sites.google.com netlify.app vercel.app pages.dev notion.site web.app"
    " webflow.io framer.website surge.sh",
    "demo": "hf.space gradio.live gradio.app streamlit.app replicate.com colab.research.google.com youtube.com"
    " youtu.be vimeo.com bilibili.com asciinema.org",
    "data": "zenodo.org figshare.com osf.io kaggle.com dataverse.harvard.edu physionet.org data.mendeley.com"
    " ieee-dataport.org drive.google.com opendatalab.com synapse.org",
    "paper": "doi.org openreview.net aclanthology.org biorxiv.org medrxiv.org ssrn.com semanticscholar.org"
    " proceedings.mlr.press openaccess.thecvf.com alphaxiv.org",
    "model": "civitai.com ollama.com",
    "code": "gist.github.com",
}
_KINDS = {host: kind for kind, hosts in _HOSTS.items() for host in hosts.split()}
_FIRST_STEPS: dict[str, dict[str, LinkKind]] = {
    "modelscope.cn": {"models": "model", "datasets": "data", "studios": "demo"},
    "anonymous.4open.science": {"r": "code", "w": "project"},
    "arxiv.org": {"abs": "paper", "pdf": "paper", "html": "paper"},
    "sourceforge.net": {"projects": "code", "p": "code"},
}
_ON_HUGGING_FACE: dict[str, LinkKind] = {
    "datasets": "data",
    "spaces": "demo",
    "papers": "paper",
    "blog": "other",
    "docs": "other",
    "learn": "other",
    "posts": "other",
}


def link(scheme: str, host: str, rest: str) -> Link | None:
    """The link to ``scheme://host`` + ``rest``; None where it leads to nothing in particular.

    ``host`` is a bare name in lower case, with its port if it has one; ``rest`` is empty or begins with ``/``, ``?``
    or ``#``, and the punctuation of the sentence around it is gone.
    """
    domain = host.removeprefix("www.")
    if domain == GITHUB:
        return _on_github(rest)
    if _FORGE_HOST.match(domain) and (found := _on_forge(domain, rest)):
        return found
    return Link(_kind(domain, rest), f"{scheme}://{host}{rest}")


def repository(owner: str, name: str) -> Link | None:
    """The link to a repository on GitHub; None where a name breaks GitHub's rules or only stands for one to come."""
    name = _GIT_SUFFIX.sub("", name)
    if not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name):
        return None
    if f" {owner.lower()} " in _NO_OWNER or _is_placeholder(owner) or _is_placeholder(name):
        return None
    return Link("code", f"https://{GITHUB}/{owner}/{name}", f"{owner}/{name}")


def _is_placeholder(name: str) -> bool:
    if not _NOT_YET.search(name.lower()):
        return False
    words = [word for word in _WORD_BREAK.split(name.lower()) if not _AROUND_NOT_YET.fullmatch(word)]
    return any(words) and all(map(_NOT_YET.fullmatch, filter(None, words)))


def _on_github(rest: str) -> Link | None:
    path = _GITHUB_PATH.match(rest)
    if path is None or ".." in rest.split("/"):
        return None
    owner, name = path.groups()
    if name and (found := repository(owner, name)):
        return found
    return None if _is_placeholder(owner) or _is_placeholder(name or "") else Link("other", f"https://{GITHUB}{rest}")


def _on_forge(host: str, rest: str) -> Link | None:
    path: list[str] = []
    for step in re.split("[?#]", rest)[0].split("/"):
        if _INSIDE_REPOSITORY.fullmatch(step):
            break
        if step:
            path.append(step)
    if len(path) < 2 or not all(map(_FORGE_STEP.fullmatch, path)):
        return None
    path[-1] = _GIT_SUFFIX.sub("", path[-1])
    repo = "/".join(path)
    return Link("code", f"https://{host}/{repo}", repo)


def _kind(domain: str, rest: str) -> LinkKind:
    steps = [step for step in rest.split("/") if step]
    if domain in ("huggingface.co", "hf.co"):
        return _ON_HUGGING_FACE.get(steps[0], "model") if len(steps) > 1 else "other"
    if domain in _FIRST_STEPS:
        return _FIRST_STEPS[domain].get(steps[0], "other") if steps else "other"
    while "." in domain:
        if domain in _KINDS:
            return _KINDS[domain]
        domain = domain.partition(".")[2]
    return "other"
