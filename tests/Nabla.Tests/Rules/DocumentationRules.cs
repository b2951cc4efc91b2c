using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace Nabla.Tests.Rules;

public sealed class DocumentationRules
{
    /// <summary>The compiler refuses public members without documentation (CS1591); this checks that nobody switched it off.</summary>
    [Fact]
    public void Every_public_type_and_member_has_a_summary()
    {
        string file = Path.ChangeExtension(typeof(Tensor).Assembly.Location, ".xml");
        var documented = XDocument.Load(file).Descendants("member")
            .Where(m => m.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(m.Element("summary")?.ToString()))
            .Select(m => m.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        var missing = from type in typeof(Tensor).Assembly.GetExportedTypes()
                      where !type.FullName!.Contains('<', StringComparison.Ordinal) && !type.Name.StartsWith('$')
                      from name in Names(type)
                      where !documented.Contains(name)
                      select name;
        Assert.Empty(missing);
    }

    static IEnumerable<string> Names(Type type)
    {
        string full = type.FullName!.Replace('+', '.');
        yield return $"T:{full}";
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var property in type.GetProperties(Own).Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract"))
        {
            // Parameters of a record's constructor are documented there.
            if (!IsRecordParameter(type, property))
            {
                yield return $"P:{full}.{property.Name}";
            }
        }

        foreach (var field in type.GetFields(Own).Where(f => !f.IsSpecialName))
        {
            yield return $"F:{full}.{field.Name}";
        }
    }

    static bool IsRecordParameter(Type type, PropertyInfo property) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(c => c.GetParameters().Any(p => p.Name == property.Name && p.ParameterType == property.PropertyType));
}
