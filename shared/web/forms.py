"""A form as somebody sent it, after the check that its text can be kept."""

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from shared.velden import TEKST_MAX, VERBODEN_TEKEN, is_draaglijk
from shared.web.problems import Fout, invalid_input

MAX_FILES, MAX_FIELDS, MAX_NAME, MAX_VALUE = 1, 200, 60, TEKST_MAX
# A file that somebody sends stays in memory, however large (0): a temporary file would hold people's data unencrypted. Each route has
# its own bound on the whole.
MultiPartParser.spool_max_size = 0


async def form_of(request: Request) -> FormData:
    """What a page sent, files included; raises the 400 Probleem for text that nobody can keep."""
    form = await request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS)
    for name, value in form.multi_items():
        text = value if isinstance(value, str) else value.filename or ""
        if len(name) > MAX_NAME or not is_draaglijk(name):
            raise invalid_input((Fout("verzoek", "Dit veld kennen wij niet."),))
        if not is_draaglijk(text):
            raise invalid_input((Fout(name, VERBODEN_TEKEN),))
        if len(text) > MAX_VALUE:
            raise invalid_input((Fout(name, f"Vul hoogstens {MAX_VALUE} tekens in."),))
    return form
