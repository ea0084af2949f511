"""How banks say that an entry is money that came back: our own payment that bounced, or a collection that was undone."""

import re

# ISO 20022 bank transaction codes, sub-family: return, cancellation request, unpaid or reversed direct debit, unpaid cheque.
SUBFAMILIES = frozenset({"RRTN", "RPCR", "UPDD", "PRDD", "RCDD", "UPCQ", "UPCT"})
# Codes of the banks themselves, by a part of the issuer's name, as their format descriptions and sample files have them.
OWN = {
    "ING": frozenset({"00190", "01304", "01315"}),
    "ABN": frozenset({"245", "246", "657", "N245", "N246", "N657"}),
}
# SWIFT transaction types in MT940: a returned item, a reversal, and the codes of ABN AMRO.
SWIFT = frozenset({"NRTI", "NRTN", "FRTI", "SRTI"}) | OWN["ABN"]
# Structured text of Dutch banks: /RTRN/AC04/, /TRTP/SEPA TERUGBOEKING, /RTYP/SEPA Incasso Terugboeking.
MARK = re.compile(r"/RTRN/ ?([A-Z]{2}[A-Z0-9]{2})?")
KIND = re.compile(
    r"/(?:TRTP|RTYP)/[^/]*(?:TERUGBOEKING|NIET UITGEVOERD|STORNO|RETOUR|REVERSAL)", re.IGNORECASE
)


def is_own_code(code: str, issuer: str) -> bool:
    return any(name in issuer.upper() and code in codes for name, codes in OWN.items())


def in_text(text: str) -> tuple[bool, str]:
    """Whether structured text says that money came back, and the reason code."""
    mark = MARK.search(text)
    return bool(mark or KIND.search(text)), (mark.group(1) or "" if mark else "")
