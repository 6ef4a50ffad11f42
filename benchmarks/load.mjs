// Asks one question over many connections with autocannon and prints what came of it, as wrk does in load.lua.
// Latencies are taken of each response: autocannon's own are whole milliseconds.
import autocannon from "autocannon";

const latencies = [];
let failed = 0;
const running = autocannon(JSON.parse(process.argv[2]));
running.on("response", (_client, status, _bytes, milliseconds) => {
  latencies.push(milliseconds);
  if (status < 200 || status > 299) failed += 1;
});
const result = await running;
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
console.log(
  JSON.stringify({
    requests: latencies.length,
    seconds: result.duration,
    p50: at(0.5),
    p99: at(0.99),
    failed: failed + result.errors + result.timeouts,
  }),
);
