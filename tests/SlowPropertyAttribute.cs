namespace Theory;

#pragma warning disable xUnit3003 // FsCheck's attribute takes no source information.
/// <summary>A property of which a few cases are tested in every run, and all where long tests are wanted: the few are the first of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowPropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    public SlowPropertyAttribute(int few, int all) => MaxTest = LongTests.AreWanted ? all : few;
}
