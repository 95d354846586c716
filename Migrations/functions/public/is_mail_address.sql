-- An address of mail as it is kept: ASCII, small letters, international domains as A-labels.
create or replace function public.is_mail_address(address text) returns boolean
  language sql immutable strict parallel safe
  as $$
  select char_length(address) <= 254
    and address ~ '^[a-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&''*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
    and address !~ '\.[0-9]+$|^[^@]{65}|@.*[@.](?!xn)..--|@(?!xn)..--'
    and not public.has_identity_code(address)
$$;
comment on function public.is_mail_address(text) is 'Whether a text is an address of mail as it is kept.';
grant execute on function public.is_mail_address(text) to vakka_app, vakka_accounts;
