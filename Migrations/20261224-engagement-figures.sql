-- What was held, counted: each engagement that is done, as either end knows it, with nobody in it.
set role vakka_owner;

create view public.held_engagement with (security_invoker = true) as
  select x.tenant_id, x.id, x.other_id, x.other_name, x.kind, x.purpose, x.audience, x.minutes, x.fee,
      extract(year from x.held_on)::integer * 4 + extract(quarter from x.held_on)::integer - 1 as quarter,
      public.answer_time(x.id) as answered
    from (
      select e.tenant_id, e.id, e.other_id, e.other_name, e.kind, e.purpose, e.audience, 0 as fee, t.held_on, t.minutes
        from public.engagement e
        cross join lateral (select max(h.held_on) as held_on,
              (sum(extract(epoch from h.ends_at - h.starts_at)) / 60)::integer as minutes
            from public.engagement_time h where h.tenant_id = e.tenant_id and h.engagement_id = e.id) t
       where e.state = 'done'
      union all
      select o.tenant_id, o.id, o.other_id, o.other_name, o.kind, o.purpose, o.audience,
          o.fee * (select count(*)::integer from public.order_expert x where x.tenant_id = o.tenant_id and x.engagement_id = o.id),
          t.held_on, t.minutes
        from public.engagement_order o
        cross join lateral (select max(h.held_on) as held_on,
              (sum(extract(epoch from h.ends_at - h.starts_at)) / 60)::integer as minutes
            from public.order_time h where h.tenant_id = o.tenant_id and h.engagement_id = o.id) t
       where o.state = 'done') x;
grant select on public.held_engagement to vakka_app;
comment on view public.held_engagement is
  'Engagements that are done, for counting. quarter: of the last day, as year times four and the quarter from zero. answered: how soon it was agreed. fee: what a partner has agreed to pay, in cents.';
reset role;
