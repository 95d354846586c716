-- A text without its joiners and selectors where they do something: between letters of scripts that join, between emoji,
-- after emoji, after ideographs. `TypedText` says the same in Swift.
create or replace function public.without_joiners(body text) returns text
  language sql immutable strict parallel safe
  as $$
  select case when body ~ '[\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]' then regexp_replace(body,
    '(?<=[\u0620-\u08ff\u0900-\u0dff\u0f40-\u0fbc\u1000-\u109f\u1700-\u17d3\u1820-\u18aa\u1900-\u1aad\u1b00-\u1bf3\ua840-\ua873\ua8e0-\ua8ff\ua980-\ua9fe\uaa00-\uaadf\ufb50-\ufdfb\ufe70-\ufefc\U00010a00-\U00010eff\U00011000-\U00011dff])[\u200c\u200d](?=[\u0620-\u08ff\u0900-\u0dff\u0f40-\u0fbc\u1000-\u109f\u1700-\u17d3\u1820-\u18aa\u1900-\u1aad\u1b00-\u1bf3\ua840-\ua873\ua8e0-\ua8ff\ua980-\ua9fe\uaa00-\uaadf\ufb50-\ufdfb\ufe70-\ufefc\U00010a00-\U00010eff\U00011000-\U00011dff])'
    || '|(?<=[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\ufe0f])\u200d(?=[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])|(?<=[#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]'
    || '|(?<=[\u3006\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00017000-\U00018cff\U00020000-\U0003134f])[\ufe00-\ufe0d\U000e0100-\U000e01ef]|(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]',
    '', 'g') else body end
$$;
grant execute on function public.without_joiners(text) to vakka_app, vakka_accounts;
