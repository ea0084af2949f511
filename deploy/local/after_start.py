"""What the demo does once every part answers."""

from deploy.local.running import Step

DEMO_STEPS: tuple[Step, ...] = ()
