"""packaging: a trained model folder -> a wheel and an sdist that pip installs.

    aiinfra-nlp package models/mine dist/ --name mine --version 1.0.0
    pip install dist/ja_aiinfra_mine-1.0.0-py3-none-any.whl

Named and laid out as ``spacy package`` does it (``ja_aiinfra_mine``, with ``load()`` and
``meta.json``), so that ``spacy.load("ja_aiinfra_mine")`` works, and so does
``aiinfra_nlp.load(model="ja_aiinfra_mine")``. spaCy's own command wants a folder made by
``nlp.to_disk`` and an installed build tool; a wheel is a zip file with three lists, so it is
written here: no tool, no network, and the same folder gives the same bytes.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .errors import AiinfraError, InputError, ModelError
from .pipeline import model_folder

#: What every trained model has, and what it may have (with too few documents the rules stay alone).
_WANTED = ("config.cfg", "meta.json")
_FILES = (*_WANTED, "recogniser.crf", "base.crf", "scorer.json.gz", "README.md")
_EPOCH = (1980, 1, 1, 0, 0, 0)

_INIT = '''"""{description}"""

from pathlib import Path

import aiinfra_nlp

__version__ = "{version}"


def load(**ignored):
    """The pipeline with this model (spaCy's ``spacy.load`` calls this)."""
    return aiinfra_nlp.load(str(Path(__file__).parent / "model"))
'''


def package(
    model: str | Path, out: str | Path, *, name: str | None = None, version: str = "0.1.0"
) -> tuple[Path, Path]:
    """Write a wheel and an sdist of a model folder.

    Args:
        model: a folder made by ``aiinfra_nlp.train``.
        out: the folder for the two files; made if need be.
        name: of the model; the package is called ``ja_aiinfra_<name>``. By default the folder's.
        version: of the model (1.2.3).

    Returns:
        Paths of the wheel and the sdist.

    Raises:
        ModelError: the folder is no trained model.
        InputError: name or version cannot be used, or the files cannot be written.
    """
    folder = model_folder(str(model))
    missing = [n for n in _WANTED if not (folder / n).is_file()]
    if missing:
        raise ModelError(f"{model}: {missing[0]} is missing; train the model again")
    module = "ja_aiinfra_" + re.sub(r"\W+", "_", name or folder.resolve().name).lower()
    if not module.isidentifier() or not module.isascii():
        raise InputError(f"--name {name or folder.name}: use letters, digits and _")
    if not re.fullmatch(r"\d+(\.\d+)*((a|b|rc)\d+)?", version):
        raise InputError(f"--version {version}: write it as 1.2.3")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    sources = _sources(folder, module, version, meta)
    metadata = _metadata(module, version, meta, folder)
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
        return _wheel(Path(out), module, version, sources, metadata), _sdist(
            Path(out), module, version, sources, metadata
        )
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror})") from None


def _sources(folder: Path, module: str, number: str, meta: dict) -> dict[str, bytes]:
    """The files of the package, by path."""
    described = {
        "lang": "ja",
        "name": module.removeprefix("ja_"),
        "version": number,
        "description": meta.get("description", ""),
        "spacy_version": f">={_installed('spacy')}",
        "requirements": [_requirement()],
        "aiinfra_nlp": meta,
    }
    files = {
        f"{module}/__init__.py": _INIT.format(
            description=_line(meta.get("description", module)), version=number
        ).encode(),
        f"{module}/meta.json": (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    for name in _FILES:
        if (folder / name).is_file():
            files[f"{module}/model/{name}"] = (folder / name).read_bytes()
    return files


def _line(text: str) -> str:
    return " ".join(text.split()).replace("\\", "").replace('"', "'").replace("{", "(").replace("}", ")")


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "0"


def _requirement() -> str:
    from . import __version__

    return f"aiinfra_nlp>={__version__}"


def _metadata(module: str, number: str, meta: dict, folder: Path) -> bytes:
    card = folder / "README.md"
    head = [
        "Metadata-Version: 2.1",
        f"Name: {module}",
        f"Version: {number}",
        f"Summary: {_line(meta.get('description', module))}",
        f"Requires-Dist: {_requirement()}",
        "Requires-Python: >=3.10",
        "Description-Content-Type: text/markdown",
        "",
        card.read_text(encoding="utf-8") if card.is_file() else "",
    ]
    return "\n".join(head).encode()


def _wheel(out: Path, module: str, number: str, sources: dict[str, bytes], metadata: bytes) -> Path:
    info = f"{module}-{number}.dist-info"
    files = {
        **sources,
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: aiinfra_nlp\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/top_level.txt": f"{module}\n".encode(),
    }
    record = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in files.items()] + [
        f"{info}/RECORD,,"
    ]
    files[f"{info}/RECORD"] = ("\n".join(record) + "\n").encode()
    path = out / f"{module}-{number}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return path


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _sdist(out: Path, module: str, number: str, sources: dict[str, bytes], metadata: bytes) -> Path:
    import gzip

    project = (
        '[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n\n'
        f'[project]\nname = "{module}"\nversion = "{number}"\nrequires-python = ">=3.10"\n'
        f'dependencies = ["{_requirement()}"]\n\n'
        f'[tool.setuptools]\npackages = ["{module}"]\n\n'
        f'[tool.setuptools.package-data]\n{module} = ["meta.json", "model/*"]\n'
    )
    files = {**sources, "PKG-INFO": metadata, "pyproject.toml": project.encode()}
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"{module}-{number}/{name}")
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    path = out / f"{module}-{number}.tar.gz"
    path.write_bytes(gzip.compress(buffer.getvalue(), mtime=0))
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``aiinfra-nlp package``; returns its exit code (0 done, 2 wrong usage)."""
    p = argparse.ArgumentParser(
        prog="aiinfra-nlp package", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("model", metavar="MODEL_DIR", help="a folder made by aiinfra-nlp train")
    p.add_argument("out", metavar="OUT", help="folder for the wheel and the sdist")
    p.add_argument("--name", help="of the model (default: the folder's name)")
    p.add_argument("--version", default="0.1.0", help="of the model (0.1.0)")
    options = p.parse_args(arguments)
    try:
        wheel, sdist = package(options.model, options.out, name=options.name, version=options.version)
    except AiinfraError as error:
        sys.stderr.write(f"aiinfra-nlp package: {error}\n")
        return 2
    module = wheel.name.split("-")[0]
    sys.stdout.write(f"{wheel}\n{sdist}\n")
    sys.stderr.write(f'install it with pip, then: aiinfra_nlp.load(model="{module}")\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
