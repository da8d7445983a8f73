"""Chromium without a window, driven by selenium, in which a report is opened."""

import base64
import pathlib
import signal
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"

SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-crash-reporter",
    "--hide-scrollbars", "--force-color-profile=srgb", "--disable-background-networking", "--no-first-run",
)

# What is off the screen is not drawn, so a picture of the whole page would show it as blank.
DRAW_ALL = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(".requirement, .req { content-visibility: visible !important }");
document.adoptedStyleSheets = [sheet];
"""


class Browser:
    """One browser with one tab, which is ended whatever happens: `with Browser(width=390) as browser: …`."""

    def __init__(self, width=1440, height=1000, dark=False):
        self.first = (width, dark)
        self.width, self.height = width, height

    def __enter__(self):
        # A test that takes too long is ended by SIGTERM; Chromium must go with it.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before it was done"))
        self.profile = tempfile.TemporaryDirectory(prefix="vmpf-browser-", ignore_cleanup_errors=True)
        options = Options()
        options.binary_location = CHROMIUM
        for switch in (*SWITCHES, f"--window-size={self.width},{self.height}", f"--user-data-dir={self.profile.name}"):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        service = Service(DRIVER)  # else selenium looks for one on the internet
        try:
            self.driver = webdriver.Chrome(options=options, service=service)
        except BaseException:
            service.stop()
            self.profile.cleanup()
            raise
        try:
            self.show(*self.first)
            self.driver.set_script_timeout(60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.profile.cleanup()

    def tell(self, command, parameters=None):
        """A command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(command, parameters or {})

    def reset(self):
        """As it was at first, with an empty page."""
        self.allow_scripts(True)
        self.show(*self.first)
        self.open("/dev/null")
        self.complaints()

    def allow_scripts(self, allowed):
        """Whether the scripts of the pages that are opened from now on run."""
        self.tell("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def show(self, width, dark=False, media="", forced=False):
        """Of that width, dark or light, on the screen or as on paper (`print`), or with the few colours of a high contrast."""
        self.width = width
        self.tell("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": self.height, "deviceScaleFactor": 1, "mobile": width < 500})
        self.tell("Emulation.setEmulatedMedia", {
            "media": media,
            "features": [
                {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                {"name": "forced-colors", "value": "active" if forced else "none"}]})

    def open(self, page, without_policy=False):
        """Opens a file; without its policy, foreign scripts and styles can be put in."""
        self.tell("Page.setBypassCSP", {"enabled": without_policy})
        self.driver.get(pathlib.Path(page).resolve().as_uri())

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait_for(self, script, *arguments):
        """What a script gives to `done`."""
        return self.driver.execute_async_script(f"const done = arguments[arguments.length - 1];{script}", *arguments)

    def evaluate(self, text):
        """Has the debugger evaluate `text`, which the page's policy does not bind."""
        self.tell("Runtime.evaluate", {"expression": text})

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def complaints(self):
        """What the console says, since it was last asked."""
        return [f"{entry['level']} {entry['message']}" for entry in self.driver.get_log("browser")]

    def top(self, name):
        """Where an element of the page begins, by its id."""
        return self.run("return document.getElementById(arguments[0]).getBoundingClientRect().top + scrollY", name)

    def picture(self, top=0, most=4_000):
        """The page as PNG, from `top` on, to a height of some screens."""
        self.evaluate(f"{{{DRAW_ALL}}}")
        height = self.run("return document.documentElement.scrollHeight")
        shot = self.tell("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": top, "width": self.width, "height": min(height - top, most), "scale": 1}})
        return base64.b64decode(shot["data"])

    def paper(self):
        """The page as PDF."""
        sheet = self.tell("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        return base64.b64decode(sheet["data"])
