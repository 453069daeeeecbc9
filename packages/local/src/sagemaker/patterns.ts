/** The names of jobs. */
export const jobName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
export const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[\w+=,.@/-]+$/;
export const instanceType = /^ml\.[a-z0-9-]+\.\d*[a-z]+(-[a-z0-9]+)?$/;
export const s3OutputPath = /^(https|s3):\/\/([^/]+)\/?(.*)$/s;
