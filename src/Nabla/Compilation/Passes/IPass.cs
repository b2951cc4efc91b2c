namespace Nabla.Compilation.Passes;

/// <summary>Something that makes a draft smaller or faster, and changes no bit of what it computes.</summary>
internal interface IPass
{
    /// <summary>Changes the draft, and notes in its log what a person may want to know.</summary>
    void Apply(Draft draft);
}
