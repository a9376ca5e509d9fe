// Properties are tested on the same inputs in every run: a failure can be repeated, and a rare one does not come as a surprise.
[assembly: FsCheck.Xunit.Properties(Replay = "20261124,1234567891")]
