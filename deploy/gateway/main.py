"""`python -m deploy.gateway.main`: listens on DOORSTART_ADDRESS, finds the services by DOORSTART_URL_<SERVICE>."""

import uvicorn

from deploy.gateway import chosen
from deploy.gateway.app import make_gateway
from deploy.gateway.routes import SERVICES
from deploy.setting_names import unknown_settings
from shared.observability import log, set_up_logging, tell_how_it_ends
from shared.settings import setting, split_address


def main() -> None:
    set_up_logging("gateway", "web")
    tell_how_it_ends()
    for told in unknown_settings():
        log.warning("a setting is not used", detail=told)
    host, port = split_address(setting("DOORSTART_ADDRESS"))
    gateway = make_gateway(
        {service: setting(f"DOORSTART_URL_{service.upper()}") for service in SERVICES},
        chosen=chosen.read(),
    )
    uvicorn.run(
        gateway,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )


if __name__ == "__main__":
    main()
