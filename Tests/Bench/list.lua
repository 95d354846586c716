-- The people list of a space picked at random; each space has a coordinator with a session of their own.
-- Words: a file with a cookie on each line.
local cookies = {}

function init(words)
  for line in io.lines(words[1]) do cookies[#cookies + 1] = line end
  math.randomseed(tonumber(tostring({}):sub(8)) or os.time())
end

function request()
  local number = math.random(#cookies)
  return wrk.format("GET", "/mittaus-" .. number .. "/people", { Cookie = cookies[number] })
end
