"""Is every byte of a model as it was written?  ``python -m vnfix.train.verify [MODEL]``, after it was copied."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ..resources import ResourceError, data_path, model_dir
from ..store import Store, StoreError


def main(argv: Sequence[str] | None = None) -> int:
    """0 if every file is whole, 2 if one is not or is missing."""
    parser = argparse.ArgumentParser(prog="python -m vnfix.train.verify", description=__doc__)
    parser.add_argument("model", nargs="?", help="folder of a model; default $VNFIX_MODEL, else the built-in one")
    try:
        folder = model_dir(parser.parse_args(argv).model)
        paths = sorted(folder.glob("*.vnfix"))
        for path in paths:
            Store(path, None).verify()
        missing = sorted({path.name for path in data_path("model").glob("*.vnfix")} - {path.name for path in paths})
        if missing:
            raise ResourceError(f"{folder} lacks {', '.join(missing)}: copy the folder again, whole")
    except (ResourceError, StoreError) as error:
        print(f"verify: {error}", file=sys.stderr)
        return 2
    print(f"{len(paths)} files are whole")
    return 0


if __name__ == "__main__":
    sys.exit(main())
