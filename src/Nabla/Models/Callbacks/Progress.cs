namespace Nabla.Callbacks;

/// <summary>What is printed where nobody said.</summary>
internal static class Progress
{
    /// <summary>Chooses what <see cref="Verbosity.Auto"/> means here.</summary>
    internal static Verbosity Choose(Verbosity verbose) =>
        verbose != Verbosity.Auto ? verbose : Console.IsOutputRedirected ? Verbosity.Line : Verbosity.Bar;
}
