export { S3Error, sdkMessageOf } from "./error";
export { createS3, type ListedObject, type S3 } from "./s3";
