-- Attendance marks, one participant's first afternoon toggled between present and absent by each connection.
-- Words: the coordinator's cookie; a file with a course and an enrolment on each line, one for each thread; a file with a
-- sealed field of the form on each line, shared out among the threads.
local threads = 0

function setup(thread)
  thread:set("place", threads)
  threads = threads + 1
end

function init(words)
  cookie = words[1]
  local number = 0
  for line in io.lines(words[2]) do
    if number == place then course, seat = line:match("(%S+) (%S+)") end
    number = number + 1
  end
  local count = number
  number, seals = 0, {}
  for line in io.lines(words[3]) do
    if number % count == place then seals[#seals + 1] = line end
    number = number + 1
  end
  stored, wanted = "-", "p"
end

function request()
  wanted = stored == "p" and "a" or "p"
  local body = "once=" .. (table.remove(seals) or "") .. "&row.0=" .. seat .. "&session.0=1&was.0=" .. stored .. "------&mark.0.0=" .. wanted
  return wrk.format("POST", "/mittaus-1/courses/" .. course .. "/attendance",
    { Cookie = cookie, ["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin" }, body)
end

-- What is kept is what the next one starts from.
function response(status)
  if status == 303 then stored = wanted end
end
