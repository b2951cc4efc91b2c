namespace Nabla.Formats;

/// <summary>Kinds of links of a group.</summary>
public enum Hdf5LinkKind
{
    /// <summary>The object itself.</summary>
    Hard,

    /// <summary>A path in the same file; listed, not followed.</summary>
    Soft,

    /// <summary>A path in another file; listed, never followed.</summary>
    External,

    /// <summary>A kind that some program defined for itself; listed, never followed.</summary>
    Other,
}

/// <summary>A member of a group.</summary>
/// <param name="Name">Its name in the group.</param>
/// <param name="Kind">What kind of link it is.</param>
/// <param name="Target">The path that a soft or external link names; otherwise empty.</param>
/// <param name="TargetFile">The file that an external link names; otherwise empty.</param>
public sealed record Hdf5Link(string Name, Hdf5LinkKind Kind, string Target = "", string TargetFile = "")
{
    /// <summary>Where the object's header lies.</summary>
    internal long Address { get; init; } = -1;

    /// <summary>When the link was made, where the group keeps that.</summary>
    internal long Order { get; init; }
}
