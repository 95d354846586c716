-- A letter is of a listed kind, goes the way that the list says, with the fields of its kind, and comes only when it was sent.
create or replace function public.check_letter() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  listed public.letter_kind;
  here text := (select s.kind from public.space s where s.id = new.tenant_id);
  there text := (select s.kind from public.space s where s.id = new.other_space_id);
begin
  select * into listed from public.letter_kind k where k.kind = new.kind;
  if not found then
    raise exception 'a letter is of an unknown kind: %', new.kind;
  end if;
  if here = there or not (
    case new.direction
      when 'out' then here = any (listed.from_kinds) and there = any (listed.to_kinds)
      else there = any (listed.from_kinds) and here = any (listed.to_kinds)
    end) then
    raise exception 'a letter does not pass this way: % from % to %', new.kind, here, there;
  end if;
  -- A story is the longest that passes: 4,000 characters of up to four bytes, with its title.
  if octet_length(new.body::text) > (case new.kind when 'story.proposed' then 20480 else 8192 end) then
    raise exception 'a letter is too long: %', new.kind;
  end if;
  if array(select f from jsonb_object_keys(new.body) f order by f collate "C")
      is distinct from array(select f from unnest(listed.fields) f order by f collate "C") then
    raise exception 'a letter has other fields than its kind: %', new.kind;
  end if;
  if new.direction = 'in' and not exists (select from public.letter t
      where t.tenant_id = new.other_space_id and t.other_space_id = new.tenant_id and t.direction = 'out'
        and t.kind = new.kind and t.reference = new.reference and t.body = new.body and t.at = new.at) then
    raise exception 'nobody has sent this letter: %', new.kind;
  end if;
  return new;
end $$;
