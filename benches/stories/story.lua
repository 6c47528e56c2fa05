-- A story of about 1.2 kB under a receipt of its own in every request. With `WRONG=1` in the environment one weight makes the
-- triad sum to more than 1, so that the service refuses the story after reading and checking all of it.
local letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
local wrong = os.getenv("WRONG") == "1"
local text = string.rep("They rang back on the same day, and this time somebody had read what we wrote before. ", 9)
local weights = wrong and "[0.62,0.30,0.18]" or "[0.62,0.30,0.08]"
local before = '{"framework":"sheffield-send","version":1,"language":"en","prompt":"moment","title":"The phone call","text":"'
  .. text .. '","answers":{"difference":{"triad":' .. weights
  .. '},"timing":{"dyad":0.81},"voice":"not_applicable","around_the_child":{"stones":{"school":[0.2,0.9],"family":[0.7,0.4]}},'
  .. '"audience":{"choice":["family"]}},"consent":{"analysis":true,"quotation":false},"receipt":"'

local counter = 0
function setup(thread)
  thread:set("number", counter)
  counter = counter + 1
end

function init()
  -- Other seeds than those of an earlier run against the same data.
  math.randomseed(os.time() * 1000 + number * 7919)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  local receipt = { string.sub(letters, 1, 8):sub(math.random(8)):sub(1, 1) }
  for place = 2, 26 do
    local letter = math.random(32)
    receipt[place] = letters:sub(letter, letter)
  end
  return wrk.format(nil, "/api/v1/stories", nil, before .. table.concat(receipt) .. '"}')
end

function done(summary, latency)
  local seconds = summary.duration / 1e6
  io.write(string.format("%.0f|%.1f|%.1f|%d|%d\n", summary.requests / seconds, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
