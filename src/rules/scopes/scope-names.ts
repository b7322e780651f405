/**
 * The scopes that Docusign's pages name; an open list. Which API asks for which is in the pages of each.
 *
 * @see https://developers.docusign.com/platform/auth/reference/scopes (read on 2026-11-30)
 */
export const scopeNames = [
  ...['signature', 'impersonation', 'extended', 'openid', 'cors'],
  ...['click.manage', 'click.send', 'organization_read', 'group_read', 'permission_read'],
  ...['user_read', 'user_write', 'account_read', 'account_write', 'domain_read'],
  ...['identity_provider_read', 'user_data_redact', 'asset_group_account_read'],
  ...['asset_group_account_clone_read', 'asset_group_account_clone_write'],
  ...['organization_sub_account_read', 'organization_sub_account_write'],
  ...['connect_org_config_read_api', 'connect_org_config_write_api'],
  ...['connect_org_oauth_read_api', 'connect_org_oauth_write_api'],
  ...['connect_org_hmac_read_api', 'connect_org_hmac_write_api'],
  ...['adm_store_unified_repo_read', 'adm_store_unified_repo_write'],
  ...['document_uploader_read', 'document_uploader_write', 'public_dms_document_read'],
  ...['search_read', 'models_read', 'aow_manage', 'webforms_read', 'webforms_instance_read'],
  ...['webforms_instance_write', 'dtr.rooms.read', 'dtr.rooms.write', 'dtr.documents.read'],
  ...['dtr.documents.write', 'dtr.profile.read', 'dtr.profile.write', 'dtr.company.read'],
  ...['dtr.company.write', 'room_forms', 'spring_read', 'spring_write', 'content'],
] as const
