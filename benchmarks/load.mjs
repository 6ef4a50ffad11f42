// Sends one request over many connections with autocannon, and prints the same report as wrk in load.lua.
// The script records the latency of each response, because autocannon reports whole milliseconds.
import autocannon from "autocannon";

const latencies = [];
let failed = 0;
const run = autocannon(JSON.parse(process.argv[2]));
run.on("response", (_client, status, _bytes, milliseconds) => {
  latencies.push(milliseconds);
  if (status < 200 || status > 299) failed += 1;
});
const result = await run;
latencies.sort((a, b) => a - b);
const percentile = (share) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
console.log(
  JSON.stringify({
    requests: latencies.length,
    seconds: result.duration,
    p50: percentile(0.5),
    p99: percentile(0.99),
    failed: failed + result.errors + result.timeouts,
  }),
);
