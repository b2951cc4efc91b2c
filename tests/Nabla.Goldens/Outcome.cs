using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens;

enum OutcomeKind
{
    Passed,
    Failed,
    NotSupported,
}

/// <summary>How a case ended, and why.</summary>
readonly record struct Outcome(OutcomeKind Kind, string Message)
{
    /// <summary>Runs a case: whatever is thrown becomes an outcome.</summary>
    public static Outcome Of(Area? area, GoldenCase golden)
    {
        if (area is null) return new(OutcomeKind.NotSupported, "the area");
        try
        {
            area.Run(golden);
            return golden.MustFail ? new(OutcomeKind.Failed, "it must be refused, and was not") : new(OutcomeKind.Passed, "");
        }
        catch (NotSupportedNameException name)
        {
            return new(OutcomeKind.NotSupported, name.Name);
        }
        catch (Exception error)
        {
            if (golden.IsInformational) return new(OutcomeKind.Passed, "");
            if (!golden.MustFail) return new(OutcomeKind.Failed, error is MismatchException ? error.Message : $"{error.GetType().Name}: {error.Message}{Where(error)}");
            return IsReadable(error) ? new(OutcomeKind.Passed, "") : new(OutcomeKind.Failed, $"it must be refused with an error that a user can read, and {error.GetType().Name} came: {error.Message}{Where(error)}");
        }
    }

    /// <summary>Whether an exception is one that the library throws on purpose.</summary>
    static bool IsReadable(Exception error) =>
        error is not (MismatchException or BindingException or NullReferenceException or IndexOutOfRangeException or InvalidCastException or ArrayTypeMismatchException)
        && !IsMissedKey(error)
        && error.Message.Length > 0 && error.Message != new DivideByZeroException().Message && error.Message != new OverflowException().Message;

    // A dictionary's own words: a key was missed by mistake, not refused.
    static bool IsMissedKey(Exception error) => error is KeyNotFoundException && error.Message.StartsWith("The given key", StringComparison.Ordinal);

    static string Where(Exception error) => IsMissedKey(error) || error is NullReferenceException or IndexOutOfRangeException or InvalidCastException or BindingException
        ? " " + error.StackTrace?.Split('\n').FirstOrDefault()?.Trim()
        : "";
}
