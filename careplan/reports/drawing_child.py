"""The program that draws charts: ECharts in V8, in a process of its own (see child.py). The only user of mini-racer.

Reads {"library": path, "charts": [{"option", "width", "height"}]} as JSON, writes a JSON list of SVG texts.
Imports nothing of careplan, so that nothing of careplan can be reached from here.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

_SETUP = """
var self = globalThis, window = undefined;
function drawChart(width, height, option) {
  var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
  chart.setOption(option);
  var svg = chart.renderToSVGString({useViewBox: true});
  chart.dispose();
  return svg;
}
"""


def main() -> None:
    from py_mini_racer import MiniRacer

    request = json.loads(sys.stdin.buffer.read())
    engine = MiniRacer()
    try:
        engine.set_hard_memory_limit(256 * 1024 * 1024)
        engine.eval("var globalThis = this;" + _SETUP)
        engine.eval(Path(request["library"]).read_text(encoding="utf-8"))
        drawn = [
            engine.call("drawChart", chart["width"], chart["height"], chart["option"]) for chart in request["charts"]
        ]
    finally:
        engine.close()  # an engine left open hangs the interpreter at exit
    sys.stdout.buffer.write(json.dumps(drawn, ensure_ascii=False).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # V8's threads may hang the interpreter's end; there is nothing left to end


if __name__ == "__main__":
    main()
