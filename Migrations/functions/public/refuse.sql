-- Rules that people break are raised with a wording key: VK409 becomes a conflict, VK403 a refusal.
create or replace function public.refuse(code text, why text) returns void
  language plpgsql
  as $$ begin raise exception using errcode = code, message = why; end $$;
grant execute on function public.refuse(text,text) to vakka_accounts, vakka_app, vakka_log, vakka_worker;
