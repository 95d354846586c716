create or replace function accounts.mail_add(letter uuid, address text, about text, content text, spoken text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    insert into accounts.mail (id, recipient, subject, body, language)
      values (letter, address, about, content, spoken);
$$;
grant execute on function accounts.mail_add(uuid,text,text,text,text) to vakka_app;
